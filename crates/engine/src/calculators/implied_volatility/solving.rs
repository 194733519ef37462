//! From the price to the volatility, and from that to moves and chances.

use super::{Implied, PricedOption, Prospect};
use crate::math::option::{Black, DAYS, OptionKind, Quoted, Settlement};
use crate::spec::{Date, Fault, Problem, Reason, Solved};

/// The inputs to the volatility, or to the reason why there is none.
pub(super) fn solve(input: &PricedOption) -> Result<Solved<Implied>, Vec<Problem>> {
    let quoted = input.quoted();
    let prospect = quoted.volatility().map(|volatility| input.prospect(&quoted, volatility));
    let results = Implied { quoted, prospect, days: quoted.years * DAYS, breakeven: input.breakeven() };
    Ok(Solved { results, warnings: midnight("expiry", input.expiry).into_iter().collect() })
}

/// A date without a time reads as midnight, eight hours before options usually expire.
fn midnight(key: &'static str, expiry: Date) -> Option<Problem> {
    let usual = expiry.hours_later(8).to_string();
    let warning = || Problem::warning(key, Fault::ExpiryAtMidnight(usual.clone()));
    expiry.is_midnight().then(|| warning().with_fix("Use 08:00", vec![(key, usual.clone())]))
}

impl PricedOption {
    fn quoted(&self) -> Quoted {
        let price = match self.settlement {
            Settlement::Quote => self.price,
            Settlement::Coin => self.coin_price * self.forward,
        };
        let years = self.expiry.years_after(self.as_of);
        Quoted { kind: self.kind, forward: self.forward, strike: self.strike, years, price }
    }

    fn prospect(&self, quoted: &Quoted, volatility: f64) -> Prospect {
        let Quoted { kind, forward, strike, years, .. } = *quoted;
        let black = Black { kind, forward, strike, years, volatility };
        let greeks = black.greeks();
        Prospect {
            volatility,
            expected: volatility * years.sqrt(),
            daily: volatility / DAYS.sqrt(),
            ends_in: black.in_the_money_chance(),
            touches: black.touch_chance(),
            greeks,
            coin: greeks.in_coin(forward),
            exposure: self.target / volatility,
        }
    }

    /// Where the payout is the premium, both in the currency of settlement.
    fn breakeven(&self) -> Result<f64, Reason> {
        let price = match (self.settlement, self.kind) {
            (Settlement::Quote, OptionKind::Call) => self.strike + self.price,
            (Settlement::Quote, OptionKind::Put) => self.strike - self.price,
            (Settlement::Coin, OptionKind::Call) => self.strike / (1.0 - self.coin_price),
            (Settlement::Coin, OptionKind::Put) => self.strike / (1.0 + self.coin_price),
        };
        if price > 0.0 && price.is_finite() {
            Ok(price)
        } else {
            Err(Reason("None: it costs more than it can ever pay"))
        }
    }
}
