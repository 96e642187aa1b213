window.__TAURI_INTERNALS__.invoke("show_window");
