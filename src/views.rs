//! What is on the page. Every list is a loop over rows of the engine; no view knows a calculator or a key.

mod answer;
mod area_field;
mod basis;
mod call;
mod cells;
mod chart;
mod choice_field;
mod copied;
mod field;
mod foot;
mod full;
mod header;
mod icons;
mod instrument;
mod next;
mod notices;
mod orders;
mod pairs_field;
mod rows_field;
mod share;
mod tables;
mod tabs;
mod text_field;
mod ticket;
mod today;
mod working;

pub use copied::copied;
pub use foot::said;
pub use full::{embed, full};
