//! Short lists in order of a number, and numbers in bounds. What the standard library brings is made for long lists, and cost a browser's
//! download ten times as much.

/// Puts a short list in ascending order of a number; equals keep their order.
///
/// ```
/// let mut words = ["three", "a", "to"];
/// ballast_engine::math::order::ascending(&mut words, |word| word.len() as f64);
/// assert_eq!(words, ["a", "to", "three"]);
/// ```
pub fn ascending<T>(list: &mut [T], number: impl Fn(&T) -> f64) {
    for end in 1..list.len() {
        for at in (1..=end).rev() {
            let is_in_order = match (list.get(at - 1), list.get(at)) {
                (Some(one), Some(next)) => number(one).total_cmp(&number(next)).is_le(),
                _ => true,
            };
            if is_in_order {
                break;
            }
            list.swap(at - 1, at);
        }
    }
}

/// Puts a short list in descending order of a number; equals keep their order.
pub fn descending<T>(list: &mut [T], number: impl Fn(&T) -> f64) {
    ascending(list, |item| -number(item));
}

/// A number held between two others, the lower winning where they are the wrong way round. Unlike the standard library's
/// own it cannot panic, and so brings no words for it.
///
/// ```
/// assert_eq!(ballast_engine::math::order::within(5.0, 0.0, 1.0), 1.0);
/// ```
pub fn within(number: f64, low: f64, high: f64) -> f64 {
    number.min(high).max(low)
}
