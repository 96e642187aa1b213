//! A JPEG decoder that reads only what an avatar needs.
//!
//! Why not a library: a photo of twelve megapixels ends as 512 pixels, so most of its data need not be decoded, and a
//! hostile one of a hundred must not fill the memory. The decoders on the registry either know no reduced size, or
//! keep all coefficients of a progressive picture (600 MB at worst); none reads a part of a picture. This one
//! - passes over coefficients that the size wanted doesn't show, several at a look-up ([`huffman::Strides`]);
//! - keeps coefficients only of the window and the frequencies wanted ([`blocks`]), and skips AC scans for an eighth of the size;
//! - transforms blocks straight to their final size, chroma as well ([`transform`]).
//!
//! It reads what libjpeg reads: baseline, extended and progressive Huffman JPEG with 8 bits; grey, YCbCr, RGB, CMYK, YCCK.

mod bits;
mod blocks;
mod file;
mod huffman;
mod progressive;
mod render;
mod scan;
mod transform;

use std::mem;

use image::metadata::Orientation;

use self::blocks::{Blocks, Layout};
use self::file::{File, Frame, Next, Scan};
use self::progressive::Known;
use self::render::Painter;
use super::canvas::{Canvas, Window};
use super::decode::Header;
use super::error::PictureError;

/// A photo has ten scans or so. Each costs a walk over all blocks, even one of twenty bytes, so that a small file
/// could keep the machine busy for hours.
const MOST_SCANS: usize = 100;

/// Reads the size and the metadata, and sees that there is a picture behind them.
pub(super) fn read_header(bytes: &[u8]) -> Result<Header, PictureError> {
    let mut file = File::new(bytes);
    if !matches!(file.next()?, Next::Scan(_)) {
        return Err(PictureError::Damaged);
    }
    let frame = file.frame()?;
    Ok(Header {
        width: frame.width,
        height: frame.height,
        orientation: file
            .exif
            .and_then(Orientation::from_exif_chunk)
            .unwrap_or(Orientation::NoTransforms),
        profile: file.profile(),
    })
}

/// Decodes the window, made smaller by a power of two that is at most `window.shrink`.
pub(super) fn decode(bytes: &[u8], window: &Window) -> Result<Canvas, PictureError> {
    let mut file = File::new(bytes);
    let Next::Scan(scan) = file.next()? else {
        return Err(PictureError::EndsEarly);
    };
    let frame = file.frame()?;
    let layout = Layout::new(frame, window);
    if !frame.progressive && scan.parts.len() == frame.components.len() {
        return decode_rows(&file, &scan, &layout);
    }
    let blocks = read_scans(&mut file, scan, &layout)?;
    let painter = Painter::new(file.frame()?, &layout, file.colours()?)?;
    Ok(painter.paint(&blocks))
}

/// Decodes a picture whose rows come one after the other; each is painted while the next is read.
fn decode_rows(file: &File<'_>, scan: &Scan, layout: &Layout) -> Result<Canvas, PictureError> {
    let frame = file.frame()?;
    let make_room = |row: usize| layout.make_room(frame, &(row..row + 1));
    let mut blocks = make_room(layout.rows().start);
    Painter::new(frame, layout, file.colours()?)?.paint_rows(|hand_over| {
        let mut row_read = |row: usize, blocks: &mut [Blocks]| {
            if layout.rows().contains(&row) {
                let room = blocks.iter_mut().zip(make_room(row + 1));
                hand_over(
                    room.map(|(full, empty)| mem::replace(full, empty))
                        .collect(),
                );
            }
        };
        scan::read_sequential(file, scan, &mut blocks, &mut row_read).map(drop)
    })
}

/// Reads a picture that comes in several scans.
fn read_scans(
    file: &mut File<'_>,
    first: Scan,
    layout: &Layout,
) -> Result<Vec<Blocks>, PictureError> {
    let mut store = Store::new(file.frame()?, layout);
    let mut next = Next::Scan(first);
    for _ in 0..MOST_SCANS {
        let Next::Scan(scan) = next else { break };
        let read = store.read_scan(file, &scan)?;
        file.advance(read);
        if store.is_complete(file.frame()?) {
            return Ok(store.blocks);
        }
        next = file.next()?;
    }
    match next {
        Next::Scan(_) => Err(PictureError::RareKind("JPEG in more than a hundred scans")),
        Next::End if store.has_begun() => Ok(store.blocks),
        Next::End => Err(PictureError::EndsEarly),
    }
}

/// What the scans have brought so far, for each component.
struct Store {
    blocks: Vec<Blocks>,
    known: Vec<Option<Known>>,
    begun: Vec<bool>,
}

impl Store {
    fn new(frame: &Frame, layout: &Layout) -> Self {
        let components = frame.components.iter();
        Self {
            blocks: layout.make_room(frame, &layout.rows()),
            known: components.clone().map(|_| None).collect(),
            begun: components.map(|_| false).collect(),
        }
    }

    /// Reads a scan as far as the window needs it, and gives the number of bytes read.
    fn read_scan(&mut self, file: &File<'_>, scan: &Scan) -> Result<usize, PictureError> {
        let frame = file.frame()?;
        if !frame.progressive || scan.band.0 == 0 {
            scan.parts
                .iter()
                .for_each(|&(component, _, _)| self.begun[component] = true);
            return if frame.progressive {
                scan::read_dc(file, scan, &mut self.blocks)
            } else {
                scan::read_sequential(file, scan, &mut self.blocks, &mut |_, _| {})
            };
        }
        let component = scan.parts[0].0;
        // Otherwise they can't be left out, even where the window needs none of their coefficients: a later scan over
        // a wider band depends on which of them are known.
        if self.blocks[component].keep == 1 {
            return Ok(0);
        }
        let known = self.known[component]
            .get_or_insert_with(|| Known::new(frame.blocks(&frame.components[component])));
        progressive::read_ac(file, scan, &mut self.blocks[component], known)
    }

    /// Whether no further scan can bring anything. Of a progressive picture only its end says so.
    fn is_complete(&self, frame: &Frame) -> bool {
        !frame.progressive && self.has_begun()
    }

    /// Whether there was a scan of each component.
    fn has_begun(&self) -> bool {
        self.begun.iter().all(|&begun| begun)
    }
}
