/** Pictures that arrive by drop or paste. */

/** @typedef {(file: Blob) => void} OnPicture */

/** @param {DataTransfer | null} data @returns {boolean} */
const carriesFiles = (data) => data?.types.includes("Files") ?? false;

/**
 * A file may be dropped anywhere on the page; the marked place lights up.
 * @param {HTMLElement} page
 * @param {HTMLElement} place
 * @param {OnPicture} onPicture
 * @param {AbortSignal} signal
 */
export function attachDrop(page, place, onPicture, signal) {
  let depth = 0;
  /** @param {number} next */
  const setDepth = (next) => {
    depth = next;
    place.classList.toggle("is-over", depth > 0);
  };
  page.addEventListener("dragenter", (event) => carriesFiles(event.dataTransfer) && setDepth(depth + 1), { signal });
  page.addEventListener("dragleave", (event) => carriesFiles(event.dataTransfer) && setDepth(Math.max(0, depth - 1)), { signal });
  page.addEventListener(
    "dragover",
    (event) => {
      if (!carriesFiles(event.dataTransfer) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    { signal },
  );
  page.addEventListener(
    "drop",
    (event) => {
      const file = event.dataTransfer?.files[0];
      setDepth(0);
      if (file === undefined) return;
      event.preventDefault();
      onPicture(file);
    },
    { signal },
  );
}

/**
 * Pasting a picture works wherever focus is; pasting text stays what it was.
 * @param {OnPicture} onPicture
 * @param {() => void} onFilePath told when a copied file came as nothing but its path, which a page cannot read
 * @param {AbortSignal} signal
 */
export function attachPaste(onPicture, onFilePath, signal) {
  document.addEventListener(
    "paste",
    (event) => {
      const data = event.clipboardData;
      if (data === null || document.querySelector("dialog[open]")) return;
      const [file] = data.files;
      const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (file !== undefined) {
        event.preventDefault();
        onPicture(file);
      } else if (data.types.includes("text/uri-list") && !inField) onFilePath();
      else if (data.getData("text/plain") === "") catchPicture(onPicture);
    },
    { signal },
  );
}

/**
 * WebKitGTK keeps a copied picture from the event, but pastes it into editable content. So the paste that is under
 * way is led into an element made for it, and the picture is drawn out of there.
 * @param {OnPicture} onPicture
 */
function catchPicture(onPicture) {
  const focused = document.activeElement;
  const net = document.createElement("div");
  net.contentEditable = "true";
  net.className = "visually-hidden";
  document.body.append(net);
  net.focus();
  setTimeout(() => {
    const image = net.querySelector("img");
    net.remove();
    if (focused instanceof HTMLElement) focused.focus();
    if (image !== null) drawPicture(image).then(onPicture, (error) => console.warn("The pasted picture could not be drawn:", error));
  }, 0);
}

/**
 * The pixels of a picture as a PNG file.
 * @param {HTMLImageElement} image
 * @returns {Promise<Blob>}
 */
async function drawPicture(image) {
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error("The canvas is empty")) : resolve(blob))));
}
