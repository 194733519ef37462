//! How the loan stands, as the page asks for it.

use super::NO_DEBT;
use crate::math::loan::{Collateral, Debt, InterestOnly, Liquidated, LiquidationRules, Loan, Moving, Parts, largest};
use crate::spec::{Listed, Reason, Value, Word, word};

const ALREADY: Reason = Reason("Already liquidatable");
const INFINITE: Reason = Reason("Infinite: nothing is owed");
const NEVER: Reason = Reason("None: no move of the price liquidates it");
const NOTHING_MOVES: Reason = Reason("None: nothing here moves in price");
const SEE_RATIO: Reason = Reason("Both sides move: see the ratio");
const ONE_SIDE: Reason = Reason("Only one side moves");
const ABOVE: Reason = Reason("Nothing: it is above that already");
const NO_EQUITY: Reason = Reason("No equity is left");
const NO_COLLATERAL: Reason = Reason("No collateral to take");
const NO_RATES: Reason = Reason("No interest rates were given");

/// Whether there is a liquidation price, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// At a move of the price.
    Price,
    /// At none.
    None,
    /// Now.
    AlreadyLiquidatable,
}

impl Listed for State {
    const VARIANTS: &'static [State] = &[State::Price, State::None, State::AlreadyLiquidatable];
    const WORDS: &'static [Word] = &[
        word("price", "Has a liquidation price"),
        word("none", "Never liquidated by a move"),
        word("already-liquidatable", "Already liquidatable"),
    ];
}

const COLLATERAL: Word = word("collateral", "What I have");
const DEBT: Word = word("debt", "What I owe");

/// The loan and what follows from it; shares are fractions, money in the currency of the prices.
pub struct Standing {
    /// The loan.
    pub(super) loan: Loan,
    /// How it would be liquidated.
    pub(super) rules: LiquidationRules,
    /// The health factor wanted.
    pub(super) wanted: f64,
    /// The loan in view of a move of all that moves.
    pub(super) parts: Parts,
    /// Chance to touch the liquidation price within the days.
    pub(super) touch_within: Result<f64, Reason>,
    /// And ever.
    pub(super) touch_ever: Result<f64, Reason>,
    /// What moves of the price would do.
    pub(super) stress: Result<Vec<Turn>, Reason>,
    /// The loop, where one is described.
    pub(super) looped: Result<Looped, Reason>,
}

/// What a move of the price does.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    shift: f64,
    health_factor: Result<f64, Reason>,
    left: f64,
}

/// Where a loop ends.
pub struct Looped {
    /// Collateral over equity.
    pub(super) leverage: f64,
    /// A year, on equity.
    pub(super) net_rate: Result<f64, Reason>,
    /// Counted collateral over debt.
    pub(super) health_factor: Result<f64, Reason>,
    /// To liquidation.
    pub(super) distance: Result<f64, Reason>,
    /// What moves of the price would do.
    pub(super) stress: Result<Vec<Turn>, Reason>,
}

/// The health factor, or why there is none.
pub(super) fn health_factor(loan: &Loan) -> Result<f64, Reason> {
    loan.health_factor().ok_or(INFINITE)
}

/// The factor on all that moves at which a loan is liquidated, or why there is none.
pub(super) fn factor(loan: &Loan) -> Result<f64, Reason> {
    if loan.debt_value() <= 0.0 {
        return Err(NO_DEBT);
    }
    if loan.is_liquidatable() {
        return Err(ALREADY);
    }
    let is_still = !loan.has_volatile_collateral() && !loan.has_debt_moving_alone();
    loan.parts(Moving::Together).liquidating_factor().ok_or(if is_still { NOTHING_MOVES } else { NEVER })
}

/// A loan after moves of 10 to 50 % in the direction that hurts.
pub(super) fn stress(loan: &Loan, rules: &LiquidationRules) -> Result<Vec<Turn>, Reason> {
    let is_still = !loan.has_volatile_collateral() && !loan.has_debt_moving_alone();
    if is_still {
        return Err(NOTHING_MOVES);
    }
    let direction = if loan.debt_value() <= 0.0 || loan.parts(Moving::Together).fears_a_fall() { -1.0 } else { 1.0 };
    Ok([0.1, 0.2, 0.3, 0.4, 0.5].into_iter().map(|size| turn(loan, rules, direction * size)).collect())
}

fn turn(loan: &Loan, rules: &LiquidationRules, shift: f64) -> Turn {
    let moved = loan.moved(Moving::Together, 1.0 + shift);
    let liquidated = moved.liquidated(rules).filter(|_| moved.is_liquidatable());
    let left = liquidated.map_or(moved.equity(), |liquidated| liquidated.left);
    Turn { shift, health_factor: health_factor(&moved), left: left.max(0.0) }
}

impl Turn {
    /// The turns as rows.
    pub(super) fn table(turns: &Result<Vec<Turn>, Reason>) -> Value {
        let row = |turn: &Turn| vec![Value::Number(turn.shift), turn.health_factor.into(), Value::Number(turn.left)];
        match turns {
            Ok(turns) => Value::Table(turns.iter().map(row).collect()),
            Err(reason) => Value::Absent(*reason),
        }
    }
}

impl Standing {
    /// The factor on all that moves.
    pub(super) fn factor(&self) -> Result<f64, Reason> {
        factor(&self.loan)
    }

    /// The move to liquidation.
    pub(super) fn distance(&self) -> Result<f64, Reason> {
        self.factor().map(|factor| factor - 1.0)
    }

    /// Whether collateral and debt each move on their own.
    pub(super) fn both_sides_move(&self) -> bool {
        self.loan.has_volatile_collateral() && self.loan.has_debt_moving_alone()
    }

    /// The largest deposit that moves, by its row.
    pub(super) fn leading_collateral(&self) -> Option<(usize, &Collateral)> {
        let rows: Vec<_> = self.loan.collaterals.iter().enumerate().filter(|(_, row)| row.is_volatile).collect();
        largest(&rows, |(_, row)| row.value()).copied()
    }

    /// The largest debt that moves on its own, by its row.
    pub(super) fn leading_debt(&self) -> Option<(usize, &Debt)> {
        let rows: Vec<_> = self.loan.debts.iter().enumerate().filter(|(_, row)| self.loan.moves_alone(row)).collect();
        largest(&rows, |(_, row)| row.value()).copied()
    }

    /// The price of the largest coin that moves, at liquidation.
    pub(super) fn price(&self) -> Result<f64, Reason> {
        let factor = self.factor()?;
        if self.both_sides_move() {
            return Err(SEE_RATIO);
        }
        let debt = || self.leading_debt().map(|(_, row)| row.price);
        let price = self.leading_collateral().filter(|(_, row)| row.quantity > 0.0).map(|(_, row)| row.price);
        price.or_else(debt).map(|price| factor * price).ok_or(NOTHING_MOVES)
    }

    /// The largest deposit's price in coins of the largest debt, at liquidation.
    pub(super) fn ratio(&self) -> Result<f64, Reason> {
        let factor = self.factor()?;
        let (collateral, debt) = (self.leading_collateral(), self.leading_debt());
        match (collateral, debt) {
            (Some((_, collateral)), Some((_, debt))) if self.both_sides_move() => {
                Ok(factor * collateral.price / debt.price)
            }
            _ => Err(ONE_SIDE),
        }
    }

    pub(super) fn health_factor(&self) -> Result<f64, Reason> {
        health_factor(&self.loan)
    }

    pub(super) fn state(&self) -> State {
        match self.factor() {
            Ok(_) => State::Price,
            Err(ALREADY) => State::AlreadyLiquidatable,
            Err(_) => State::None,
        }
    }

    pub(super) fn loan_to_value(&self) -> Value {
        let collateral = self.loan.collateral_value();
        Value::number_or((collateral > 0.0).then(|| self.loan.debt_value() / collateral), Reason("No collateral"))
    }

    pub(super) fn net_rate(&self) -> Value {
        Value::number_or(self.loan.net_rate(), NO_EQUITY)
    }

    fn needed(&self, amount: f64) -> Result<f64, Reason> {
        match self.loan.health_factor() {
            None => Err(NO_DEBT),
            Some(_) if amount <= 0.0 => Err(ABOVE),
            Some(_) => Ok(amount),
        }
    }

    /// Debt to repay for the health factor wanted.
    pub(super) fn repayment(&self) -> Result<f64, Reason> {
        self.needed(self.loan.repayment_for(self.wanted))
    }

    /// The same in coins of the largest debt.
    pub(super) fn repaid_quantity(&self) -> Result<f64, Reason> {
        let amount = self.repayment()?;
        let debt = largest(&self.loan.debts, Debt::value).filter(|debt| amount <= debt.value());
        debt.map(|debt| amount / debt.price).ok_or(Reason("More than the largest debt"))
    }

    /// Collateral to add instead.
    pub(super) fn addition(&self) -> Result<f64, Reason> {
        let threshold = largest(&self.loan.collaterals, Collateral::value).map_or(1.0, |row| row.threshold);
        self.needed(self.loan.addition_for(self.wanted, threshold))
    }

    /// The same in coins of the largest deposit.
    pub(super) fn added_quantity(&self) -> Result<f64, Reason> {
        let price = largest(&self.loan.collaterals, Collateral::value).map_or(1.0, |row| row.price);
        self.addition().map(|amount| amount / price)
    }

    pub(super) fn borrowing_room(&self) -> Result<f64, Reason> {
        let room = self.loan.borrowing_room();
        if room >= 0.0 { Ok(room) } else { Err(Reason("None: the borrowing limit is passed")) }
    }

    pub(super) fn interest_months(&self) -> Result<f64, Reason> {
        if self.loan.debt_value() <= 0.0 {
            return Err(NO_DEBT);
        }
        if self.loan.is_liquidatable() {
            return Err(ALREADY);
        }
        match self.loan.interest_only() {
            InterestOnly::After(years) => Ok(years * 12.0),
            InterestOnly::Never if self.loan.is_free_of_interest() => Err(NO_RATES),
            InterestOnly::Never => Err(Reason("Never: the collateral earns what the debt costs")),
            InterestOnly::NotWithinHorizon => Err(Reason("Not within 100 years")),
        }
    }

    /// One liquidation: now if it is due, at the liquidation price otherwise.
    pub(super) fn liquidated(&self) -> Result<Liquidated, Reason> {
        let at = match self.factor() {
            Err(ALREADY) => 1.0,
            other => other?,
        };
        self.loan.moved(Moving::Together, at).liquidated(&self.rules).ok_or(NO_COLLATERAL)
    }

    pub(super) fn liquidation(&self, figure: fn(&Liquidated) -> f64) -> Value {
        self.liquidated().map(|liquidated| figure(&liquidated)).into()
    }

    /// Each row that moves: liquidated at which price, alone and with the others.
    pub(super) fn prices(&self) -> Value {
        if let Err(reason @ (ALREADY | NO_DEBT)) = self.factor() {
            return Value::Absent(reason);
        }
        let (movers, factor) = (self.loan.movers(Moving::Together), self.factor());
        let row = |of: Word, (at, coin, price): (usize, usize, f64)| {
            let alone = self.loan.parts(Moving::Coin(coin)).liquidating_factor().ok_or(NEVER);
            let together = if movers.move_with(coin) { factor } else { Err(Reason("Stays")) };
            vec![
                Value::Word(of),
                Value::Number(at as f64 + 1.0),
                Value::Number(price),
                alone.map(|factor| factor * price).into(),
                alone.map(|factor| factor - 1.0).into(),
                together.map(|factor| factor * price).into(),
            ]
        };
        let collaterals = self.loan.collaterals.iter().enumerate().filter(|(_, row)| row.is_volatile);
        let debts = self.loan.debts.iter().enumerate().filter(|(_, row)| row.is_volatile);
        let rows: Vec<Vec<Value>> = collaterals
            .map(|(at, held)| row(COLLATERAL, (at, held.coin, held.price)))
            .chain(debts.map(|(at, owed)| row(DEBT, (at, owed.coin, owed.price))))
            .collect();
        if rows.is_empty() { Value::Absent(NOTHING_MOVES) } else { Value::Table(rows) }
    }

    pub(super) fn of_loop(&self, figure: fn(&Looped) -> Result<f64, Reason>) -> Value {
        self.looped.as_ref().map_err(|reason| *reason).and_then(figure).into()
    }

    pub(super) fn loop_stress(&self) -> Value {
        match &self.looped {
            Ok(looped) => Turn::table(&looped.stress),
            Err(reason) => Value::Absent(*reason),
        }
    }
}
