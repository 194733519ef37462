//! What a derivative contract is worth and what it pays: linear, inverse and quanto.
//!
//! ```text
//!             quantity     notional            profit
//! linear      base units   q * p               s * q * (X - E)                quote currency
//! inverse     contracts    q * c / p           s * q * c * (1/E - 1/X)        base coin
//! quanto      contracts    q * c * p           s * q * c * (X - E)            a third currency
//!
//! s  +1 long, -1 short       q  quantity       p  price       E  entry price       X  exit price
//! c  contract size: quote money per contract (inverse), settlement money per point of price (quanto)
//! ```
//!
//! Prices are in quote per base for every contract; money is in the settlement currency named on the right.
//! Sources: BitMEX series guide for XBTUSD (inverse) and ETHUSD (quanto), read 2026; the worked figures in the tests
//! name theirs. What a trade costs on top is in [`costs`].

pub mod costs;

/// The direction of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Gains when the price rises.
    Long,
    /// Gains when the price falls.
    Short,
}

impl Side {
    /// +1 for a long, -1 for a short.
    ///
    /// ```
    /// use ballast_engine::math::contract::Side;
    /// assert_eq!((Side::Long.sign(), Side::Short.sign()), (1.0, -1.0));
    /// ```
    pub const fn sign(self) -> f64 {
        match self {
            Side::Long => 1.0,
            Side::Short => -1.0,
        }
    }

    /// The side that closes this one.
    ///
    /// ```
    /// use ballast_engine::math::contract::Side;
    /// assert_eq!(Side::Long.opposite(), Side::Short);
    /// ```
    pub const fn opposite(self) -> Side {
        match self {
            Side::Long => Side::Short,
            Side::Short => Side::Long,
        }
    }
}

/// How a contract turns a price into money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contract {
    /// Settled in the quote currency, quantity in base units.
    Linear,
    /// Settled in the base coin, each contract worth a fixed sum of quote money.
    Inverse,
    /// Settled in a third currency, each point of price worth a fixed sum of it.
    Quanto,
}

/// A contract together with its size: all that is needed to turn quantities and prices into settlement money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payoff {
    /// The kind of contract.
    pub contract: Contract,
    /// Inverse: quote money per contract. Quanto: settlement money per contract and point of price. Greater than 0.
    /// Linear: base units per contract, used by [`Payoff::amounts`] and [`Payoff::quantity`] alone; 0 if there is none.
    pub contract_size: f64,
}

/// A position as it was entered: which way, how much, at what price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trade {
    /// Long or short.
    pub side: Side,
    /// Base units (linear) or contracts (inverse, quanto); greater than 0.
    pub quantity: f64,
    /// Entry price, quote per base; greater than 0.
    pub entry: f64,
}

/// One quantity in the three ways an order ticket may ask for it. `None` where the contract gives it no meaning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amounts {
    /// In base coin. None for a quanto contract.
    pub base: Option<f64>,
    /// In quote money. None for a quanto contract.
    pub quote: Option<f64>,
    /// In contracts. None for a linear contract without a contract size.
    pub contracts: Option<f64>,
}

/// A quantity as typed, with what it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// Base coin.
    Base(f64),
    /// Quote money.
    Quote(f64),
    /// Contracts.
    Contracts(f64),
}

impl Payoff {
    /// The ordinary linear contract, without a contract size.
    pub const LINEAR: Payoff = Payoff { contract: Contract::Linear, contract_size: 0.0 };

    /// An inverse contract worth `contract_size` of quote money (100 for BTCUSD on Binance COIN-M, 1 on BitMEX).
    ///
    /// ```
    /// use ballast_engine::math::contract::Payoff;
    /// // nautilus_trader, tests of XBTUSD: 100,000 contracts of a dollar at 11,000.
    /// assert!((Payoff::inverse(1.0).notional(100_000.0, 11_000.0) - 9.090_909_09).abs() < 5e-9);
    /// ```
    pub const fn inverse(contract_size: f64) -> Payoff {
        Payoff { contract: Contract::Inverse, contract_size }
    }

    /// A quanto contract that pays `contract_size` of settlement money per point of price.
    ///
    /// ```
    /// use ballast_engine::math::contract::Payoff;
    /// // BitMEX series guide, ETHUSD: a millionth of a bitcoin per dollar; 10,000 contracts at 500 are worth 5 XBT.
    /// assert!((Payoff::quanto(1e-6).notional(10_000.0, 500.0) - 5.0).abs() < 1e-12);
    /// ```
    pub const fn quanto(contract_size: f64) -> Payoff {
        Payoff { contract: Contract::Quanto, contract_size }
    }

    /// Worth of a quantity at a price, in settlement money.
    ///
    /// ```
    /// use ballast_engine::math::contract::Payoff;
    ///
    /// assert_eq!(Payoff::LINEAR.notional(0.5, 60_000.0), 30_000.0);          // USDT
    /// assert_eq!(Payoff::inverse(100.0).notional(300.0, 60_000.0), 0.5);     // BTC
    /// ```
    pub fn notional(&self, quantity: f64, price: f64) -> f64 {
        match self.contract {
            Contract::Linear => quantity * price,
            Contract::Inverse => quantity * self.contract_size / price,
            Contract::Quanto => quantity * self.contract_size * price,
        }
    }

    /// The quantity that is worth `notional` at a price: the inverse of [`Payoff::notional`].
    ///
    /// ```
    /// use ballast_engine::math::contract::Payoff;
    /// assert_eq!(Payoff::inverse(100.0).quantity_for_notional(0.5, 60_000.0), 300.0);
    /// ```
    pub fn quantity_for_notional(&self, notional: f64, price: f64) -> f64 {
        match self.contract {
            Contract::Linear => notional / price,
            Contract::Inverse => notional * price / self.contract_size,
            Contract::Quanto => notional / (self.contract_size * price),
        }
    }

    /// The price at which a quantity is worth `notional`.
    pub(crate) fn price_for_notional(&self, quantity: f64, notional: f64) -> f64 {
        match self.contract {
            Contract::Linear => notional / quantity,
            Contract::Inverse => quantity * self.contract_size / notional,
            Contract::Quanto => notional / (quantity * self.contract_size),
        }
    }

    /// By how much the profit of a position changes when its notional grows by one: +1 or -1, since an inverse
    /// contract is worth less coin as the price rises.
    pub(crate) fn profit_per_notional(&self, side: Side) -> f64 {
        match self.contract {
            Contract::Linear | Contract::Quanto => side.sign(),
            Contract::Inverse => side.opposite().sign(),
        }
    }

    /// Profit of a trade closed at `exit`, before fees, in settlement money; a loss is negative.
    ///
    /// ```
    /// use ballast_engine::math::contract::{Payoff, Side, Trade};
    /// // nautilus_trader, tests of a position: 4 from 10,500 to 11,505.60.
    /// let trade = Trade { side: Side::Long, quantity: 4.0, entry: 10_500.0 };
    /// assert!((Payoff::LINEAR.profit(&trade, 11_505.6) - 4_022.4).abs() < 1e-9);
    /// ```
    pub fn profit(&self, trade: &Trade, exit: f64) -> f64 {
        let Trade { side, quantity, entry } = *trade;
        let per_unit = match self.contract {
            Contract::Linear => exit - entry,
            Contract::Inverse => self.contract_size * ((exit - entry) / entry / exit),
            Contract::Quanto => self.contract_size * (exit - entry),
        };
        side.sign() * quantity * per_unit
    }

    /// A quantity in base coin, quote money and contracts, for display.
    ///
    /// ```
    /// use ballast_engine::math::contract::Payoff;
    /// let amounts = Payoff::inverse(100.0).amounts(300.0, 60_000.0);
    /// assert_eq!((amounts.base, amounts.quote, amounts.contracts), (Some(0.5), Some(30_000.0), Some(300.0)));
    /// ```
    pub fn amounts(&self, quantity: f64, price: f64) -> Amounts {
        match self.contract {
            Contract::Linear => Amounts {
                base: Some(quantity),
                quote: Some(quantity * price),
                contracts: (self.contract_size > 0.0).then(|| quantity / self.contract_size),
            },
            Contract::Inverse => {
                let quote = quantity * self.contract_size;
                Amounts { base: Some(quote / price), quote: Some(quote), contracts: Some(quantity) }
            }
            Contract::Quanto => Amounts { base: None, quote: None, contracts: Some(quantity) },
        }
    }

    /// The quantity (base units or contracts, as this contract counts) behind an amount typed in another way.
    /// `None` where [`Amounts`] has none.
    ///
    /// ```
    /// use ballast_engine::math::contract::{Amount, Payoff};
    /// assert_eq!(Payoff::inverse(100.0).quantity(Amount::Base(0.5), 60_000.0), Some(300.0));
    /// assert_eq!(Payoff::quanto(1e-6).quantity(Amount::Base(1.0), 100.0), None);
    /// ```
    pub fn quantity(&self, amount: Amount, price: f64) -> Option<f64> {
        match (self.contract, amount) {
            (Contract::Linear, Amount::Base(base)) => Some(base),
            (Contract::Linear, Amount::Quote(quote)) => Some(quote / price),
            (Contract::Linear, Amount::Contracts(n)) => (self.contract_size > 0.0).then_some(n * self.contract_size),
            (Contract::Inverse, Amount::Base(base)) => Some(base * price / self.contract_size),
            (Contract::Inverse, Amount::Quote(quote)) => Some(quote / self.contract_size),
            (Contract::Inverse | Contract::Quanto, Amount::Contracts(n)) => Some(n),
            (Contract::Quanto, Amount::Base(_) | Amount::Quote(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profit(payoff: Payoff, side: Side, quantity: f64, prices: [f64; 2]) -> f64 {
        payoff.profit(&Trade { side, quantity, entry: prices[0] }, prices[1])
    }

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected} within {tolerance}");
    }

    #[test]
    fn linear_profit_is_that_of_three_venues() {
        let linear = Payoff::LINEAR;
        // Binance API sample, nautilus_trader@a95c8042 http_futures_account_positions_hedge.json
        near(profit(linear, Side::Long, 20.0, [6_563.665, 6_679.50671178]), 2_316.8342356, 1e-6);
        // nautilus_trader@a95c8042, position tests
        near(profit(linear, Side::Long, 4.0, [10_500.0, 11_505.6]), 4_022.4, 1e-6);
        near(profit(linear, Side::Short, 5.912, [10_505.6, 10_407.15]), 582.0364, 1e-6);
        // OKX position quoted in ccxt js/okx.js
        near(profit(linear, Side::Long, 0.01, [34_131.1, 34_132.18608358957]), 0.0108608358957281, 1e-10);
    }

    #[test]
    fn inverse_profit_is_that_of_five_sources() {
        // get10101/10101@3ae13509, cfd tests (whole satoshi)
        let usd = Payoff::inverse(1.0);
        near(profit(usd, Side::Long, 20_000.0, [20_000.0, 22_000.0]), 0.09090909, 1e-8);
        near(profit(usd, Side::Long, 20_000.0, [20_000.0, 18_000.0]), -0.11111111, 1e-8);
        near(profit(usd, Side::Short, 100.0, [20_000.0, 10_000.0]), 0.005, 1e-8);
        // nautilus_trader@a95c8042, XBTUSD tests
        near(profit(usd, Side::Short, 100_000.0, [10_000.0, 11_000.0]), -0.90909091, 6e-9);
        near(profit(usd, Side::Short, 1_250_000.0, [15_500.0, 12_506.65]), 19.301667, 6e-7);
        // OctoBot-Trading@1ad2f4d6, inverse position tests
        near(profit(usd, Side::Long, 200.0, [100.0, 86.66]), -0.3078698361412415, 1e-12);
        near(profit(usd, Side::Short, 200.0, [100.0, 10.0]), 18.0, 1e-12);
        // Binance portfolio-margin API sample BTCUSD_201225: one contract of 100 USD
        let hundred = Payoff::inverse(100.0);
        near(profit(hundred, Side::Long, 1.0, [11_707.70000003, 11_788.66626667]), 5.866e-5, 6e-9);
    }

    #[test]
    fn quanto_profit_and_value_are_those_of_the_bitmex_guide() {
        // BitMEX series guide ETHUSD (1e-6 XBT per point); blog "quanto for speculators": margin 2 % of 5 XBT
        let ethusd = Payoff::quanto(1e-6);
        near(profit(ethusd, Side::Long, 10_000.0, [500.0, 600.0]), 1.0, 1e-12);
        near(ethusd.notional(10_000.0, 500.0), 5.0, 1e-12);
        near(ethusd.notional(10_000.0, 500.0) * 0.02, 0.10, 1e-9);
    }

    #[test]
    fn inverse_notional_falls_as_the_price_rises() {
        // nautilus_trader@a95c8042, XBTUSD tests
        near(Payoff::inverse(1.0).notional(100_000.0, 11_000.0), 9.09090909, 5e-9);
        // nautilus_trader@a95c8042, margin tests: 1 % initial margin of 100,000 contracts
        near(Payoff::inverse(1.0).notional(100_000.0, 11_493.6) * 0.01, 0.08700494, 5e-9);
    }

    #[test]
    fn quantity_and_price_for_a_notional_give_the_notional_back() {
        for payoff in [Payoff::LINEAR, Payoff::inverse(100.0), Payoff::quanto(1e-6)] {
            let quantity = payoff.quantity_for_notional(250.0, 61_234.5);
            near(payoff.notional(quantity, 61_234.5), 250.0, 1e-10);
            near(payoff.price_for_notional(quantity, 250.0), 61_234.5, 1e-8);
        }
    }

    #[test]
    fn one_quantity_reads_the_same_in_base_quote_and_contracts() {
        let inverse = Payoff::inverse(100.0);
        let amounts = inverse.amounts(300.0, 60_000.0);
        assert_eq!(amounts, Amounts { base: Some(0.5), quote: Some(30_000.0), contracts: Some(300.0) });
        assert_eq!(inverse.quantity(Amount::Base(0.5), 60_000.0), Some(300.0));
        assert_eq!(inverse.quantity(Amount::Quote(30_000.0), 60_000.0), Some(300.0));

        let linear = Payoff { contract_size: 0.01, ..Payoff::LINEAR };
        assert_eq!(linear.amounts(2.0, 100.0).contracts, Some(200.0));
        assert_eq!(linear.quantity(Amount::Contracts(200.0), 100.0), Some(2.0));
        assert_eq!(Payoff::LINEAR.amounts(2.0, 100.0).contracts, None);
        assert_eq!(Payoff::quanto(1e-6).quantity(Amount::Base(1.0), 100.0), None);
    }
}
