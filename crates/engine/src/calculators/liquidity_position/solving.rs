//! From what is known of a position to all the rest.

use super::{GridRow, Known, LiquidityPosition, Provided, State};
use crate::math::alike::Alike;
use crate::math::liquidity::{Liquidity, PriceRange};
use crate::math::volatility::DAYS_PER_YEAR;
use crate::number_text::{canonical, decimals_for, rounded};
use crate::spec::{Fault, Problem, Reason, Solved};

const NO_RATE: Reason = Reason("No fee rate was given");
const OUT_OF_RANGE: Reason = Reason("Out of range: it earns no fees");
const NO_FEES: Reason = Reason("Never: it earns no fees");
/// A coin that stays out by less than this of it is not worth a word: pages round what they show.
const NOTICEABLE: f64 = 1e-3;
/// Rows within the range, and places of the picture.
const ROWS: u32 = 8;
const PLACES: u32 = 120;
/// How far table and picture go beyond the range, a share of it on a logarithmic axis.
const BEYOND: f64 = 0.25;

/// The inputs to the position.
pub(super) fn solve(input: &LiquidityPosition) -> Result<Solved<Provided>, Vec<Problem>> {
    if input.upper <= input.lower {
        return Err(vec![Problem::error("range_upper", Fault::MustBeAbove(canonical(input.lower)))]);
    }
    let liquidity = input.provided().map_err(|problem| vec![problem])?;
    Ok(Solved { results: input.results(&liquidity), warnings: input.left_over(&liquidity) })
}

impl LiquidityPosition {
    fn range(&self) -> PriceRange {
        PriceRange { lower: self.lower, upper: self.upper }
    }

    /// The price at which the coins typed are, or were, in the position.
    fn price_of_coins(&self) -> f64 {
        if self.known == Known::Holdings { self.price } else { self.entry }
    }

    fn provided(&self) -> Result<Liquidity, Problem> {
        let range = self.range();
        let amount = match self.known {
            Known::Money => range.liquidity_for_worth(self.deposit, self.entry),
            Known::Liquidity => self.liquidity,
            Known::Deposit | Known::Holdings => self.liquidity_of_coins(range)?,
        };
        Ok(Liquidity { range, amount })
    }

    fn liquidity_of_coins(&self, range: PriceRange) -> Result<f64, Problem> {
        let price = self.price_of_coins();
        let decisive = match (self.base, self.quote) {
            _ if price >= self.upper => "quote_amount",
            (Some(base), _) if base <= 0.0 && price > self.lower => "base_amount",
            (None, None) => "base_amount",
            _ if price <= self.lower => "base_amount",
            _ => "quote_amount",
        };
        let found = range.liquidity_for(self.base, self.quote, price);
        match found {
            None => Err(Problem::error(decisive, Fault::Needed)),
            Some(amount) if amount <= 0.0 => Err(Problem::error(decisive, Fault::MustBeAbove("0".into()))),
            Some(amount) => Ok(amount),
        }
    }

    /// Coins typed that the range does not take beside the others.
    fn left_over(&self, liquidity: &Liquidity) -> Vec<Problem> {
        if !matches!(self.known, Known::Deposit | Known::Holdings) {
            return Vec::new();
        }
        let taken = liquidity.holdings(self.price_of_coins());
        let typed = [("base_amount", self.base, taken.base), ("quote_amount", self.quote, taken.quote)];
        let over = |(at, typed, taken): (&'static str, Option<f64>, f64)| {
            let (typed, left) = (typed?, typed? - taken);
            let words = canonical(rounded(left, decimals_for(left, 5, 0)));
            (left > NOTICEABLE * typed).then(|| Problem::warning(at, Fault::StaysOut(words)))
        };
        typed.into_iter().filter_map(over).collect()
    }

    fn state(&self) -> State {
        match self.price {
            price if price < self.lower => State::Below,
            price if price >= self.upper => State::Above,
            _ => State::Inside,
        }
    }

    fn results(&self, liquidity: &Liquidity) -> Provided {
        let (put_in, worth) = (liquidity.holdings(self.entry), liquidity.worth(self.price));
        let (put_in_worth, held_worth) = (put_in.worth(self.entry), put_in.worth(self.price));
        let loss = liquidity.loss_against_holding(self.entry, self.price);
        let fees_missing = (loss - self.fees_earned.unwrap_or_default()).max(0.0);
        let daily_fees = self.daily_fees(worth);
        let hedge = self.hedge(liquidity.delta(self.price));
        let band = self.band(liquidity);
        Provided {
            state: self.state(),
            liquidity: liquidity.amount,
            now: liquidity.holdings(self.price),
            worth,
            gamma: liquidity.gamma(self.price),
            put_in,
            put_in_worth,
            held_worth,
            loss,
            result: worth + self.fees_earned.unwrap_or_default() - put_in_worth,
            fees_missing,
            daily_fees,
            cover_days: daily_fees.and_then(|daily| covered(fees_missing, daily)),
            lower_distance: self.lower / self.price - 1.0,
            upper_distance: self.upper / self.price - 1.0,
            hedge,
            trade: self.trade(hedge),
            delta_left: hedge.map(|hedge| liquidity.delta(self.price) + self.in_coins(hedge)),
            rehedge_low: band.low,
            rehedge_high: band.high,
            grid: self.grid(liquidity, ROWS),
            curve: self.grid(liquidity, PLACES),
            largest_delta: liquidity.largest_delta(),
        }
    }

    fn daily_fees(&self, worth: f64) -> Result<f64, Reason> {
        match self.fee_rate {
            None => Err(NO_RATE),
            Some(_) if self.state() != State::Inside => Err(OUT_OF_RANGE),
            Some(rate) => Ok(worth * rate / DAYS_PER_YEAR),
        }
    }

    /// So many even steps of the logarithm of the price through the range, and a quarter of it beyond each end.
    fn grid(&self, liquidity: &Liquidity, steps: u32) -> Vec<GridRow> {
        let width = self.upper / self.lower;
        let beyond = (BEYOND * f64::from(steps)).round() as u32;
        let row = |step: u32| {
            let share = (f64::from(step) - f64::from(beyond)) / f64::from(steps);
            let price = match share {
                0.0 => self.lower,
                1.0 => self.upper,
                share => self.lower * width.power(share),
            };
            GridRow {
                price,
                worth: liquidity.worth(price),
                holdings: liquidity.holdings(price),
                loss: liquidity.loss_against_holding(self.entry, price),
            }
        };
        (0..=steps + 2 * beyond).map(row).collect()
    }
}

fn covered(missing: f64, daily: f64) -> Result<f64, Reason> {
    match missing / daily {
        _ if missing == 0.0 => Ok(0.0),
        days if days.is_finite() => Ok(days),
        _ => Err(NO_FEES),
    }
}
