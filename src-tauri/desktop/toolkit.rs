//! What WebKitGTK is told before it starts.

use std::env;
use std::fs;
use std::path::Path;

use gtk::glib::object::ObjectExt as _;

/// WebKitGTK's own switch (2.46 and later): to paint without asking for a graphics card.
const PAINT_WITH_PROCESSOR: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";

/// Has the page painted by the processor where there is no graphics card.
///
/// Otherwise it is painted by what imitates one, in memory: 100 MB more for the same window, and no faster. Whoever has set
/// the switch themselves knows better.
#[expect(
    unsafe_code,
    reason = "the engine's processes can be told by the environment alone, and changing it is unsafe"
)]
pub(crate) fn choose_painter() {
    if env::var_os(PAINT_WITH_PROCESSOR).is_some() || has_graphics_card() {
        return;
    }
    // SAFETY: called first of all, while the process has one thread, so nobody else reads the environment meanwhile.
    unsafe { env::set_var(PAINT_WITH_PROCESSOR, "1") };
}

/// Render nodes are what every driver of the kernel's own offers; NVIDIA's has a device of its own.
fn has_graphics_card() -> bool {
    let mut nodes = fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    nodes.any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
        || Path::new("/dev/nvidia0").exists()
}

/// Has scroll bars stay, as thin ones, instead of fading in and out over what is scrolled.
///
/// While they fade, WebKitGTK draws the whole window again and again, seconds after each change of the screen. Where no
/// graphics card does that, it takes both cores and doubles the time from a keystroke to its rows.
pub(crate) fn keep_scroll_bars() {
    const FADING: &str = "gtk-overlay-scrolling";
    // GTK older than 3.24.9 has no such setting.
    let settings = gtk::Settings::default();
    if let Some(settings) = settings.filter(|settings| settings.has_property(FADING, None)) {
        settings.set_property(FADING, false);
    }
}
