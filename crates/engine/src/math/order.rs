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

/// The places of a long list's numbers, from the smallest number to the largest; equals keep their order. Merging, where
/// [`ascending`] would take the square of the length.
///
/// ```
/// assert_eq!(ballast_engine::math::order::places_ascending(&[2.0, 1.0, 3.0, 1.0, 2.0]), [1, 3, 0, 4, 2]);
/// ```
pub fn places_ascending(numbers: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..numbers.len()).collect();
    let mut width = 1;
    while width < places.len() {
        places = places.chunks(2 * width).flat_map(|run| merged(run.split_at(width.min(run.len())), numbers)).collect();
        width *= 2;
    }
    places
}

/// Two runs of places in order as one.
fn merged((mut left, mut right): (&[usize], &[usize]), numbers: &[f64]) -> Vec<usize> {
    let number = |place: &usize| numbers.get(*place).copied().unwrap_or_default();
    let mut places = Vec::with_capacity(left.len() + right.len());
    while let (Some((one, after_one)), Some((other, after_other))) = (left.split_first(), right.split_first()) {
        if number(one).total_cmp(&number(other)).is_le() {
            places.push(*one);
            left = after_one;
        } else {
            places.push(*other);
            right = after_other;
        }
    }
    places.extend_from_slice(left);
    places.extend_from_slice(right);
    places
}
