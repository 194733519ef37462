//! Our own drawings.

/// The mark: a weight below the waterline.
pub const MARK: &str = r#"<svg class="mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path class="water" d="M1 7.5h18"/><path class="weight" d="M3.5 10h13a6.5 6.5 0 0 1-13 0z"/></svg><span>Ballast</span>"#;

/// Points where something unfolds.
pub const SHARE: &str = r#"Share <svg class="chevron" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M3 4.5l3 3 3-3"/></svg>"#;

/// Takes a row away.
pub const CROSS: &str = r#"<svg class="cross" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d="M3 3l6 6M9 3l-6 6"/></svg>"#;
