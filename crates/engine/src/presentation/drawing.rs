//! A chart as SVG text: for the page, and for wherever else a picture is wanted.

use crate::chart::{Alternative, Placed, pixels};

/// A placed chart with its title and description. Classes are the names of parts, tones and faces; colours are the style
/// sheet's.
///
/// ```
/// use ballast_engine::chart::{Chart, Levels, Viewport};
/// use ballast_engine::presentation::drawing;
/// let chart = Chart::Levels(Levels { title: "Stop & target".into(), levels: Vec::new(), bands: Vec::new() });
/// let svg = drawing(&chart.place(Viewport::of_width(600.0)), &chart.alternative());
/// assert!(svg.contains("<title id=\"plot-title\">Stop &amp; target</title>"));
/// ```
pub fn drawing(placed: &Placed, words: &Alternative) -> String {
    let (width, height) = (pixels(placed.width), pixels(placed.height));
    let mut svg = format!(
        "<svg class=\"plot\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-labelledby=\"plot-title plot-words\"><title id=\"plot-title\">{}</title><desc id=\"plot-words\">{}</desc>",
        escaped(&words.title),
        escaped(&words.description)
    );
    for shape in &placed.shapes {
        let (part, tone, dash) = (shape.part.name(), shape.tone.name(), shape.dash.pattern());
        svg += &format!("<path class=\"{part} {tone}\" d=\"{}\" stroke-dasharray=\"{dash}\"/>", shape.path());
    }
    for label in &placed.labels {
        let (face, tone, anchor) = (label.face.name(), label.tone.name(), label.anchor.name());
        let (x, y, font) = (pixels(label.at.x), pixels(label.at.y), pixels(label.font));
        let text = escaped(&label.text);
        svg += &format!(
            "<text class=\"{face} {tone}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"{font}\">{text}</text>"
        );
    }
    svg + "</svg>"
}

/// Text that cannot be taken for markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
