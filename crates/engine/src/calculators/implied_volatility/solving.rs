//! From the price to the volatility, and from that to moves and chances.

use super::{Bought, Implied, PricedOption, Prospect};
use crate::math::contract::Contract;
use crate::math::option::{Black, DAYS, OptionKind, Quoted, Settlement};
use crate::math::rounding::round_down_computed;
use crate::spec::{Date, Fault, Problem, Reason, Solved};

/// The inputs to the volatility, or to the reason why there is none.
pub(super) fn solve(input: &PricedOption) -> Result<Solved<Implied>, Vec<Problem>> {
    let quoted = input.quoted();
    let prospect = quoted.volatility().map(|volatility| input.prospect(&quoted, volatility));
    let results = Implied {
        quoted,
        prospect,
        days: quoted.years * DAYS,
        breakeven: input.breakeven(),
        bought: input.bought(&quoted),
    };
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

    /// As many as lose no more than the risk if they expire worthless.
    fn bought(&self, quoted: &Quoted) -> Result<Bought, Reason> {
        let (Some(equity), Some(risk)) = (self.equity, self.risk) else {
            return Err(Reason("Equity or premium at risk is not typed"));
        };
        if quoted.years <= 0.0 {
            return Err(Reason("The option has expired"));
        }
        let each = quoted.outlay(self.fee_rate);
        let each = match self.terms.contract {
            Contract::Linear => each,
            Contract::Inverse => each / quoted.forward,
            Contract::Quanto => return Err(Reason("Not in a third currency")),
        };
        let most = equity * risk / each;
        if !most.is_finite() {
            return Err(Reason("Without end: it costs nothing"));
        }
        let quantity = self.lot.map_or(most, |lot| round_down_computed(most, lot));
        Ok(Bought { quantity, outlay: quantity * each })
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
