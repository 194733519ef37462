//! Order statistics.

/// The values below or at which these shares of all values lie (shares ascending, 0 to 1): the smallest value that has
/// at least the share of all at or below it. Reorders the values; empty where there are none.
///
/// ```
/// use ballast_engine::simulation::quantiles;
/// assert_eq!(quantiles(&mut [4.0, 1.0, 3.0, 2.0], &[0.0, 0.5, 0.51, 1.0]), [1.0, 2.0, 3.0, 4.0]);
/// ```
pub fn quantiles(values: &mut [f64], shares: &[f64]) -> Vec<f64> {
    let count = values.len();
    // What lies left of the last one found is no larger, and need not be looked at again.
    let mut done = 0;
    let one = |share: &f64| {
        let rank = ((share * count as f64).ceil() as usize).min(count).saturating_sub(1).max(done);
        let rest = values.get_mut(done..).filter(|rest| rank - done < rest.len())?;
        let (_, found, _) = rest.select_nth_unstable_by(rank - done, f64::total_cmp);
        let found = *found;
        done = rank;
        Some(found)
    };
    shares.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_values_have_no_quantiles() {
        assert_eq!(quantiles(&mut [], &[0.5]), Vec::<f64>::new());
    }

    #[test]
    fn quantiles_are_those_of_the_sorted_list() {
        let values: Vec<f64> = (0..1000).map(|n| f64::from(n * 617 % 1000)).collect();
        let found = quantiles(&mut values.clone(), &[0.05, 0.05, 0.25, 0.5, 0.95, 0.999]);
        assert_eq!(found, [49.0, 49.0, 249.0, 499.0, 949.0, 998.0]);
    }
}
