//! Results in R, drawn at random.

use super::Random;

/// What results are drawn from.
#[derive(Clone, Debug, PartialEq)]
pub enum Results {
    /// One win and one loss.
    Coin {
        /// How often it wins, 0 to 1.
        win_rate: f64,
        /// What a win gains, in R.
        win: f64,
        /// What a loss gains, in R: below 0.
        loss: f64,
    },
    /// Past results, each as likely to come next as the others.
    List {
        /// In R, in the order in which they came.
        results: Vec<f64>,
        /// How many that followed one another are drawn together, the last followed by the first; 1 or 0: each alone.
        /// Losses that come in clusters do so in what is drawn as well.
        block: u32,
    },
}

/// Draws results.
#[derive(Clone, Debug)]
pub struct Sampler<'a> {
    results: &'a Results,
    random: Random,
    place: usize,
    left: u32,
}

impl<'a> Sampler<'a> {
    /// From a stream.
    pub fn new(results: &'a Results, random: Random) -> Self {
        Self { results, random, place: 0, left: 0 }
    }

    /// Another course begins: no block carries over.
    pub fn begin(&mut self) {
        self.left = 0;
    }

    /// The next result.
    pub fn draw(&mut self) -> f64 {
        match self.results {
            Results::Coin { win_rate, win, loss } => {
                // Looked up rather than branched on: no processor guesses a coin.
                let has_won = self.random.share() < *win_rate;
                [*loss, *win].get(usize::from(has_won)).copied().unwrap_or_default()
            }
            Results::List { results, block } => {
                if self.left == 0 {
                    self.place = self.random.place(results.len());
                    self.left = (*block).max(1);
                } else {
                    self.place = if self.place + 1 < results.len() { self.place + 1 } else { 0 };
                }
                self.left -= 1;
                results.get(self.place).copied().unwrap_or_default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(results: &Results, count: usize) -> Vec<f64> {
        let mut sampler = Sampler::new(results, Random::stream(5, 0));
        (0..count).map(|_| sampler.draw()).collect()
    }

    #[test]
    fn a_coin_wins_as_often_as_it_should() {
        let coin = Results::Coin { win_rate: 0.4, win: 2.0, loss: -1.0 };
        let wins = drawn(&coin, 10_000).iter().filter(|result| **result == 2.0).count();
        // Five standard deviations of 4000 ± 49.
        assert!((3755..4245).contains(&wins), "{wins}");
    }

    #[test]
    fn certainty_is_certain() {
        let sure = |win_rate| drawn(&Results::Coin { win_rate, win: 2.0, loss: -1.0 }, 1000);
        assert!(sure(1.0).iter().all(|result| *result == 2.0) && sure(0.0).iter().all(|result| *result == -1.0));
    }

    #[test]
    fn a_block_keeps_its_order_and_closes_to_a_ring() {
        let list = Results::List { results: vec![0.0, 1.0, 2.0, 3.0], block: 4 };
        for block in drawn(&list, 400).chunks(4) {
            assert!(block.windows(2).all(|pair| pair[1] == (pair[0] + 1.0) % 4.0), "{block:?}");
        }
    }
}
