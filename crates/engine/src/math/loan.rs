//! Loans against collateral: health, the move that liquidates, what to do about it.
//!
//! ```text
//! counted collateral   W = sum of quantity * price * liquidation threshold          debt D = sum of quantity * price
//! health factor        H = W / D, liquidatable below 1
//! liquidating move     f = (D' - W') / (W" - D")     " what moves, ' what stays; all that moves is multiplied by f
//! for a wanted H       repay D - W / H      or add (H D - W) / threshold of the collateral added
//! ```
//!
//! One engine for every protocol: Aave counts by its liquidation threshold, Compound by its liquidate collateral factor,
//! Morpho by its LLTV, Maker by one over its liquidation ratio. The borrowing limit (loan to value) decides what more may
//! be borrowed and never where one is liquidated.
//!
//! A coin that is on both sides moves on both. `price / H` is the liquidation price only where nothing stays: no stable
//! collateral, and no debt that moves along.
//!
//! Sources: aave-dao/aave-v3-origin@027aaed77f89f3d7453764bd94159b5693450169
//! src/contracts/protocol/libraries/logic/LiquidationLogic.sol; morpho-org/morpho-blue@0187e946cc91a2d177a0c76806c9dc797ea468a0
//! src/Morpho.sol; makerdao/dss@01c3a887b66fc8b61d61d003ade5d6094bde32dd src/dog.sol; compound-finance/comet@d5a30b0a
//! contracts/Comet.sol.

mod interest;
mod liquidation;
mod looping;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use interest::InterestOnly;
pub use liquidation::{FullClose, Liquidated, LiquidationRules, incentive_of_threshold};
pub use looping::{Loop, leverage_after_rounds, leverage_at};

/// What stands behind the debt, one deposit. All shares are fractions.
///
/// ```
/// use ballast_engine::math::loan::Collateral;
/// let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, ..Collateral::default() };
/// assert_eq!(eth.counted(), 24_900.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Collateral {
    /// Deposits and debts of one coin have the same number and move together.
    pub coin: usize,
    /// Coins, 0 or more.
    pub quantity: f64,
    /// Above 0.
    pub price: f64,
    /// What of its value counts against the debt before liquidation.
    pub threshold: f64,
    /// What of its value may be borrowed.
    pub loan_to_value: f64,
    /// Earned a year, compounded.
    pub supply_rate: f64,
    /// What a liquidation takes on top.
    pub penalty: f64,
    /// Whether its price moves against the currency that prices are in.
    pub is_volatile: bool,
}

/// What is owed, one coin.
///
/// ```
/// use ballast_engine::math::loan::Debt;
/// let dollars = Debt { coin: 1, quantity: 18_000.0, price: 1.0, borrow_rate: 0.052, is_volatile: false };
/// assert_eq!(dollars.value(), 18_000.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Debt {
    /// As for collateral.
    pub coin: usize,
    /// Coins, interest so far included; 0 or more.
    pub quantity: f64,
    /// Above 0.
    pub price: f64,
    /// Paid a year, compounded.
    pub borrow_rate: f64,
    /// Whether its price moves against the currency that prices are in.
    pub is_volatile: bool,
}

/// A loan: all deposits and all debts of one account.
///
/// ```
/// use ballast_engine::math::loan::{Collateral, Debt, Loan};
/// // The example of Aave's documentation: 10,000, of which 80 % count, against 6,000.
/// let eth = Collateral { quantity: 10_000.0, price: 1.0, threshold: 0.8, ..Collateral::default() };
/// let dollars = Debt { coin: 1, quantity: 6000.0, price: 1.0, ..Debt::default() };
/// let health = Loan { collaterals: vec![eth], debts: vec![dollars] }.health_factor();
/// assert!(health.is_some_and(|health| (health - 1.333).abs() < 0.0005));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loan {
    /// What stands behind it.
    pub collaterals: Vec<Collateral>,
    /// What is owed.
    pub debts: Vec<Debt>,
}

/// Which coins move.
///
/// ```
/// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
/// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
/// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
/// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
/// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
/// let fallen = loan.moved(Moving::Coin(0), 0.5);
/// assert_eq!(fallen.collateral_value(), 15_000.0);
/// assert_eq!(loan.moved(Moving::Together, 0.5), fallen);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moving {
    /// One, wherever it stands.
    Coin(usize),
    /// All volatile collateral by the same factor; where there is none, all volatile debt.
    Together,
}

impl Collateral {
    /// What it is worth.
    ///
    /// ```
    /// use ballast_engine::math::loan::Collateral;
    /// assert_eq!(Collateral { quantity: 10.0, price: 3000.0, ..Collateral::default() }.value(), 30_000.0);
    /// ```
    pub fn value(&self) -> f64 {
        self.quantity * self.price
    }

    /// What of that counts against the debt.
    ///
    /// ```
    /// use ballast_engine::math::loan::Collateral;
    /// let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, ..Collateral::default() };
    /// assert_eq!(eth.counted(), 24_900.0);
    /// ```
    pub fn counted(&self) -> f64 {
        self.value() * self.threshold
    }
}

impl Debt {
    /// What it is worth.
    ///
    /// ```
    /// use ballast_engine::math::loan::Debt;
    /// assert_eq!(Debt { quantity: 4.0, price: 3000.0, ..Debt::default() }.value(), 12_000.0);
    /// ```
    pub fn value(&self) -> f64 {
        self.quantity * self.price
    }
}

impl Loan {
    /// All collateral, at its full value.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// assert_eq!(loan.collateral_value(), 30_000.0);
    /// ```
    pub fn collateral_value(&self) -> f64 {
        self.collaterals.iter().map(Collateral::value).sum()
    }

    /// All that counts against the debt.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// assert_eq!(loan.counted(), 24_900.0);
    /// ```
    pub fn counted(&self) -> f64 {
        self.collaterals.iter().map(Collateral::counted).sum()
    }

    /// All that is owed.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// assert_eq!(loan.debt_value(), 15_000.0);
    /// ```
    pub fn debt_value(&self) -> f64 {
        self.debts.iter().map(Debt::value).sum()
    }

    /// What is left once the debt is paid; below 0 if it cannot be.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// assert_eq!(loan.equity(), 15_000.0);
    /// ```
    pub fn equity(&self) -> f64 {
        self.collateral_value() - self.debt_value()
    }

    /// Counted collateral over debt; absent without debt.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// assert_eq!(loan.health_factor(), Some(1.66));
    /// assert_eq!(Loan { debts: Vec::new(), ..loan }.health_factor(), None);
    /// ```
    pub fn health_factor(&self) -> Option<f64> {
        let debt = self.debt_value();
        (debt > 0.0).then(|| self.counted() / debt)
    }

    /// Whether anybody may liquidate it now.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// assert!(!loan.is_liquidatable());
    /// // The price of 1,807.23 is the last at which it is safe.
    /// assert!(loan.moved(Moving::Together, 1807.0 / 3000.0).is_liquidatable());
    /// ```
    pub fn is_liquidatable(&self) -> bool {
        self.counted() < self.debt_value()
    }

    /// What may still be borrowed; below 0 where more is owed than could be borrowed today.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// // 80.5 % of the collateral may be borrowed: 24,150.
    /// assert!((loan.borrowing_room() - 9_150.0).abs() < 1e-9);
    /// ```
    pub fn borrowing_room(&self) -> f64 {
        let limit: f64 = self.collaterals.iter().map(|row| row.value() * row.loan_to_value).sum();
        limit - self.debt_value()
    }

    /// What to repay so that the health factor is the one wanted; below 0 where it is better already.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// // 12,450 owed would be half of the 24,900 that count.
    /// assert!((loan.repayment_for(2.0) - 2_550.0).abs() < 1e-9);
    /// ```
    pub fn repayment_for(&self, health_factor: f64) -> f64 {
        self.debt_value() - self.counted() / health_factor
    }

    /// What to add of collateral that counts by that threshold, in value, for the same.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// // 30,000 must count instead of 24,900: 5,100 more, at 85 % of what is added.
    /// assert!((loan.addition_for(2.0, 0.85) - 6_000.0).abs() < 1e-9);
    /// ```
    pub fn addition_for(&self, health_factor: f64, threshold: f64) -> f64 {
        (health_factor * self.debt_value() - self.counted()) / threshold
    }

    /// Earned less paid in a year, over equity; absent without equity.
    ///
    /// ```
    /// use ballast_engine::math::loan::{Collateral, Debt, Loan};
    /// let eth = Collateral { quantity: 10.0, price: 3000.0, supply_rate: 0.02, ..Collateral::default() };
    /// let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, borrow_rate: 0.05, ..Debt::default() };
    /// // 600 earned and 750 paid on 15,000 of one's own.
    /// let rate = Loan { collaterals: vec![eth], debts: vec![dollars] }.net_rate();
    /// assert!(rate.is_some_and(|rate| (rate + 0.01).abs() < 1e-15));
    /// ```
    pub fn net_rate(&self) -> Option<f64> {
        let earned: f64 = self.collaterals.iter().map(|row| row.value() * row.supply_rate).sum();
        let paid: f64 = self.debts.iter().map(|row| row.value() * row.borrow_rate).sum();
        (self.equity() > 0.0).then(|| (earned - paid) / self.equity())
    }

    /// Which coins move, by their numbers.
    pub(crate) fn movers(&self, moving: Moving) -> Movers {
        let volatile = |coin: usize, is_volatile: bool| is_volatile.then_some(coin);
        match moving {
            Moving::Coin(coin) => Movers::of([coin].into_iter()),
            Moving::Together if self.has_volatile_collateral() => {
                Movers::of(self.collaterals.iter().filter_map(|row| volatile(row.coin, row.is_volatile)))
            }
            Moving::Together => Movers::of(self.debts.iter().filter_map(|row| volatile(row.coin, row.is_volatile))),
        }
    }

    /// Whether any collateral moves in price.
    pub(crate) fn has_volatile_collateral(&self) -> bool {
        self.collaterals.iter().any(|row| row.is_volatile && row.quantity > 0.0)
    }

    /// Whether a debt moves on its own, not with the collateral.
    pub(crate) fn moves_alone(&self, debt: &Debt) -> bool {
        let is_with_collateral = || self.collaterals.iter().any(|row| row.is_volatile && row.coin == debt.coin);
        debt.is_volatile && debt.quantity > 0.0 && !is_with_collateral()
    }

    /// Whether any debt does.
    pub(crate) fn has_debt_moving_alone(&self) -> bool {
        self.debts.iter().any(|debt| self.moves_alone(debt))
    }

    /// What moves and what stays, each with what it counts and what is owed.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// let price = loan.parts(Moving::Together).liquidating_factor().map(|factor| 3000.0 * factor);
    /// assert!(price.is_some_and(|price| (price - 1_807.228_915_662_65).abs() < 1e-9));
    /// ```
    pub fn parts(&self, moving: Moving) -> Parts {
        let (mut parts, movers) = (Parts::default(), self.movers(moving));
        for row in &self.collaterals {
            let counted = row.counted();
            if movers.move_with(row.coin) { parts.moving += counted } else { parts.staying += counted }
        }
        for row in &self.debts {
            let owed = row.value();
            if movers.move_with(row.coin) { parts.moving_debt += owed } else { parts.staying_debt += owed }
        }
        parts
    }

    /// The loan with the prices of what moves multiplied by a factor.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// assert_eq!(loan.moved(Moving::Coin(0), 0.9).collateral_value(), 27_000.0);
    /// assert_eq!(loan.moved(Moving::Coin(1), 0.9).debt_value(), 13_500.0);
    /// ```
    pub fn moved(&self, moving: Moving, factor: f64) -> Loan {
        let movers = self.movers(moving);
        let by = |coin| if movers.move_with(coin) { factor } else { 1.0 };
        let collaterals = self.collaterals.iter().map(|row| Collateral { price: row.price * by(row.coin), ..*row });
        let debts = self.debts.iter().map(|row| Debt { price: row.price * by(row.coin), ..*row });
        Loan { collaterals: collaterals.collect(), debts: debts.collect() }
    }
}

/// Coins that move, by their numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Movers(Vec<bool>);

impl Movers {
    fn of(coins: impl Iterator<Item = usize>) -> Movers {
        let mut moving = Vec::new();
        for coin in coins {
            if moving.len() <= coin {
                moving.resize(coin + 1, false);
            }
            if let Some(moves) = moving.get_mut(coin) {
                *moves = true;
            }
        }
        Movers(moving)
    }

    /// Whether that coin is one of them.
    pub(crate) fn move_with(&self, coin: usize) -> bool {
        self.0.get(coin).copied().unwrap_or(false)
    }
}

/// A loan in view of a move: counted collateral and debt, each in what moves and what stays.
///
/// ```
/// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
/// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
/// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
/// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
/// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
/// let parts = loan.parts(Moving::Together);
/// assert!(parts.fears_a_fall());
/// assert_eq!(parts.health_factor(1.0), loan.health_factor());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    moving: f64,
    staying: f64,
    moving_debt: f64,
    staying_debt: f64,
}

impl Parts {
    /// The health factor with what moves multiplied by a factor; absent without debt.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// assert_eq!(loan.parts(Moving::Together).health_factor(0.5), Some(0.83));
    /// ```
    pub fn health_factor(&self, factor: f64) -> Option<f64> {
        let debt = self.staying_debt + factor * self.moving_debt;
        (debt > 0.0).then(|| (self.staying + factor * self.moving) / debt)
    }

    /// By which factor prices move until the loan is liquidatable: below 1 a fall, above 1 a rise. Absent where no
    /// move does it. Means something only for a loan that is not liquidatable already.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// // 15,000 / (10 * 0.83)
    /// let price = loan.parts(Moving::Together).liquidating_factor().map(|factor| 3000.0 * factor);
    /// assert!(price.is_some_and(|price| (price - 1_807.228_915_662_65).abs() < 1e-9));
    /// ```
    pub fn liquidating_factor(&self) -> Option<f64> {
        let factor = less(self.staying_debt, self.staying) / less(self.moving, self.moving_debt);
        (factor > 0.0 && factor.is_finite()).then_some(factor)
    }

    /// Whether a fall is what hurts, and not a rise.
    ///
    /// ```
    /// # use ballast_engine::math::loan::{Collateral, Debt, Loan, Moving};
    /// # let eth = Collateral { quantity: 10.0, price: 3000.0, threshold: 0.83, loan_to_value: 0.805, is_volatile: true, ..Collateral::default() };
    /// # let dollars = Debt { coin: 1, quantity: 15_000.0, price: 1.0, ..Debt::default() };
    /// # let loan = Loan { collaterals: vec![eth], debts: vec![dollars] };
    /// // 10 ETH at 3,000, of which 83 % count, against 15,000 dollars.
    /// assert!(loan.parts(Moving::Coin(0)).fears_a_fall());
    /// assert!(!loan.parts(Moving::Coin(1)).fears_a_fall());
    /// ```
    pub fn fears_a_fall(&self) -> bool {
        self.moving > self.moving_debt
    }
}

/// A difference, and zero in place of what only the roundings of decimals leave of two sums that cover each other.
fn less(from: f64, other: f64) -> f64 {
    let left = from - other;
    if left.abs() < 1e-11 * (from.abs() + other.abs()) { 0.0 } else { left }
}

/// The row with the largest number, the first of equals.
pub(crate) fn largest<T>(rows: &[T], number: impl Fn(&T) -> f64) -> Option<&T> {
    rows.iter().fold(None, |best: Option<&T>, row| match best {
        Some(best) if number(best) >= number(row) => Some(best),
        _ => Some(row),
    })
}
