//! From rows to the account: what each is, what it must be, and which rows share a price.

use super::CrossAccount;
use super::tables::{AssetRow, PositionRow};
use crate::calculators::terms::{self, HasTerms, Terms};
use crate::calculators::trade::{leverage_words, stop_passed};
use crate::math::account::{Account, Asset, Coin, Position, Schedule};
use crate::math::contract::{Contract, Payoff, Side, Trade};
use crate::math::margin::TierAxis;
use crate::number_text::{Style, canonical, decimals_for, display};
use crate::records::{RECORDS, Record, coin_named, coin_of, is_dollar};
use crate::spec::{Fault, Field, Listed, Problem, Reading, Texts};

/// The account, and the names of its rows.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    pub account: Account,
    pub coins: Vec<Moved>,
    pub symbols: Vec<Named>,
    /// The symbol of each position, by index.
    pub symbol_of: Vec<usize>,
    pub warnings: Vec<Problem>,
}

/// A symbol: the rows that share its price.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub name: String,
    pub mark: f64,
    /// Its coin, by index.
    pub coin: usize,
    /// Its positions, by index.
    pub rows: Vec<usize>,
}

/// A coin: all that makes the same relative move.
#[derive(Clone, Debug)]
pub(super) struct Moved {
    name: String,
    pub moves: f64,
    pub rows: Coin,
}

const POSITIONS: &str = "positions";
const ASSETS: &str = "assets";
/// A list of rows to mend is read from the top: so many are told at once.
const MOST_TOLD: usize = 20;

impl Ledger {
    /// The account of the rows typed.
    ///
    /// # Errors
    /// Every cell that cannot be, with its row and column.
    pub fn of(input: &CrossAccount) -> Result<Ledger, Vec<Problem>> {
        if input.positions.is_empty() {
            return Err(vec![Problem::error(POSITIONS, Fault::Needed)]);
        }
        let mut problems: Vec<Problem> = (input.positions.iter().enumerate().flat_map(|(at, row)| row.faults(at)))
            .chain(input.assets.iter().enumerate().flat_map(|(at, row)| row.faults(at)))
            .collect();
        if input.cash < 0.0 && input.assets.is_empty() {
            problems.push(Problem::error("account_cash", Fault::BorrowedOnNothing));
        }
        let coins = coins(input).unwrap_or_else(|faults| {
            problems.extend(faults);
            Vec::new()
        });
        let (symbols, symbol_of) = symbols(input, &coins).unwrap_or_else(|faults| {
            problems.extend(faults);
            (Vec::new(), Vec::new())
        });
        if !problems.is_empty() {
            problems.truncate(MOST_TOLD);
            return Err(problems);
        }
        let mut ledger = Ledger { account: Account::default(), coins, symbols, symbol_of, warnings: Vec::new() };
        ledger.fill(input).map_err(|mut problems| {
            problems.truncate(MOST_TOLD);
            problems
        })?;
        Ok(ledger)
    }

    fn fill(&mut self, input: &CrossAccount) -> Result<(), Vec<Problem>> {
        let tables: Vec<Option<VenueTable>> =
            self.symbols.iter().map(|symbol| VenueTable::of(&input.venue, &symbol.name)).collect();
        let (mut positions, mut problems) = (Vec::new(), Vec::new());
        for (at, (row, symbol)) in input.positions.iter().zip(&self.symbol_of).enumerate() {
            let table = tables.get(*symbol).and_then(Option::as_ref);
            let mark = self.symbols.get(*symbol).map_or(row.entry, |named| named.mark);
            match row.position(table, mark) {
                Ok(position) => {
                    self.warnings.extend(row.passed(mark).map(|fault| in_column(at, "Stop", fault)));
                    self.warnings.extend(row.openable(&position, table, at));
                    positions.push(position);
                }
                Err((column, fault)) => problems.push(Problem::error(POSITIONS, fault).in_cell(at, Some(column))),
            }
        }
        problems.extend(self.split_sides(input));
        if !problems.is_empty() {
            return Err(problems);
        }
        let assets = input.assets.iter().map(|row| row.asset(&self.coins)).collect();
        self.account = Account { cash: input.cash, positions, assets };
        self.warnings.truncate(MOST_TOLD);
        Ok(())
    }
}

impl Ledger {
    /// Rows whose tier would be that of a part of the position: several on one side of a symbol, by the venue's table.
    fn split_sides(&self, input: &CrossAccount) -> Vec<Problem> {
        let split = |named: &Named| {
            let by_table = |at: &usize| {
                let row = input.positions.get(*at).filter(|row| row.maintenance.is_none())?;
                Some((*at, row.side))
            };
            let rows: Vec<(usize, Side)> = named.rows.iter().filter_map(by_table).collect();
            [Side::Long, Side::Short].into_iter().find_map(|side| {
                let mut of_side = rows.iter().filter(|row| row.1 == side).map(|row| row.0);
                of_side.next().zip(of_side.next())
            })
        };
        let problem = |(first, second): (usize, usize)| {
            Problem::error(POSITIONS, Fault::SplitPosition { row: first + 1 }).in_cell(second, Some("Maintenance"))
        };
        self.symbols.iter().filter_map(split).map(problem).collect()
    }
}

type Grouped = (Vec<Named>, Vec<usize>);

/// The coins in the order of their first rows: positions and collateral that must move alike.
fn coins(input: &CrossAccount) -> Result<Vec<Moved>, Vec<Problem>> {
    let (mut coins, mut problems): (Vec<Moved>, Vec<Problem>) = Default::default();
    let other = |moves: f64, (first, moved): (Option<&usize>, &Moved)| {
        let row = first.map(|first| first + 1).filter(|_| moves != moved.moves)?;
        Some(Fault::OtherThanCoin { value: canonical(moved.moves), row, coin: moved.name.clone() })
    };
    for (at, row) in input.positions.iter().enumerate() {
        let name = coin_of(&row.symbol);
        if let Some(known) = coins.iter_mut().find(|moved| moved.name == name) {
            let fault = other(row.moves, (known.rows.positions.first(), known));
            problems.extend(fault.map(|fault| Problem::error(POSITIONS, fault).in_cell(at, Some("Moves"))));
            known.rows.positions.push(at);
        } else {
            coins.push(Moved { name, moves: row.moves, rows: Coin { positions: vec![at], assets: Vec::new() } });
        }
    }
    for (at, row) in input.assets.iter().enumerate() {
        let name = coin_named(&row.symbol);
        let Some(known) = coins.iter_mut().find(|moved| moved.name == name) else { continue };
        let fault = row.moves.and_then(|moves| other(moves, (known.rows.positions.first(), known)));
        problems.extend(fault.map(|fault| Problem::error(ASSETS, fault).in_cell(at, Some("Moves"))));
        known.rows.assets.push(at);
    }
    if problems.is_empty() { Ok(coins) } else { Err(problems) }
}

/// The symbols in the order of their first rows, and the symbol of each row.
fn symbols(input: &CrossAccount, coins: &[Moved]) -> Result<Grouped, Vec<Problem>> {
    let (mut symbols, mut symbol_of): (Vec<Named>, Vec<usize>) = Default::default();
    for (at, row) in input.positions.iter().enumerate() {
        let known = symbols.iter().position(|named| named.name.eq_ignore_ascii_case(row.symbol.trim()));
        let place = known.unwrap_or(symbols.len());
        if known.is_none() {
            let name = row.symbol.trim().to_owned();
            let coin = coins.iter().position(|coin| coin.rows.positions.contains(&at)).unwrap_or_default();
            symbols.push(Named { name, mark: 0.0, coin, rows: Vec::new() });
        }
        if let Some(named) = symbols.get_mut(place) {
            named.rows.push(at);
        }
        symbol_of.push(place);
    }
    let mut problems = Vec::new();
    for named in &mut symbols {
        match shared_mark(&named.rows, input) {
            Ok(mark) => named.mark = mark,
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok((symbols, symbol_of)) } else { Err(problems) }
}

/// The one mark of a symbol's rows: the first typed, or their entry.
fn shared_mark(rows: &[usize], input: &CrossAccount) -> Result<f64, Problem> {
    let given = || rows.iter().filter_map(|at| Some((*at, input.positions.get(*at)?)));
    let typed = given().find_map(|(at, row)| Some((at, row.mark?)));
    let (at, mark) = typed.or_else(|| given().next().map(|(at, row)| (at, row.entry))).unwrap_or_default();
    let differs = |row: &PositionRow| row.mark.unwrap_or(if typed.is_some() { mark } else { row.entry }) != mark;
    match given().find(|(_, row)| differs(row)) {
        Some((other, _)) if typed.is_some() => {
            let fault = Fault::OtherThanRow { value: words_for(mark), row: at + 1 };
            Err(Problem::error(POSITIONS, fault).in_cell(other, Some("Mark")))
        }
        Some(_) => Err(Problem::error(POSITIONS, Fault::Needed).in_cell(at, Some("Mark"))),
        None => Ok(mark),
    }
}

impl PositionRow {
    /// What no such row can hold.
    fn faults(&self, at: usize) -> Vec<Problem> {
        let above_zero = |number: f64| (number <= 0.0).then(|| Fault::MustBeAbove("0".into()));
        let share =
            |number: f64| (!(0.0..1.0).contains(&number)).then(|| Fault::MustBeBetween("0".into(), "99 %".into()));
        let at_least = |number: f64, least: f64| (number < least).then(|| Fault::MustBeAtLeast(canonical(least)));
        let faults = [
            ("Symbol", self.symbol.trim().is_empty().then_some(Fault::Needed)),
            ("Quantity", above_zero(self.quantity)),
            ("Entry", above_zero(self.entry)),
            ("Mark", self.mark.and_then(above_zero)),
            ("Stop", self.stop.and_then(above_zero)),
            ("Leverage", self.leverage.and_then(|leverage| at_least(leverage, 1.0))),
            ("Maintenance", self.maintenance.and_then(share)),
            ("Deduction", at_least(self.deduction, 0.0)),
            ("Contract size", self.contract_size.and_then(above_zero)),
        ];
        let problem =
            |(column, fault): (_, Option<Fault>)| Some(Problem::error(POSITIONS, fault?).in_cell(at, Some(column)));
        faults.into_iter().filter_map(problem).collect()
    }

    /// The position; or the column that is missing or wrong.
    fn position(&self, table: Option<&VenueTable>, mark: f64) -> Result<Position, (&'static str, Fault)> {
        let listed = table.map(|table| table.terms.contract).filter(|listed| *listed != self.contract.contract());
        if let Some(contract @ (Contract::Linear | Contract::Inverse)) = listed {
            return Err(("Contract", Fault::OtherContract(contract.word().code)));
        }
        let table = table.filter(|_| listed.is_none());
        let payoff = match self.contract.contract() {
            Contract::Inverse => {
                let size = self.contract_size.or(table.map(|table| table.terms.contract_size));
                Payoff::inverse(size.ok_or(("Contract size", Fault::Needed))?)
            }
            Contract::Linear | Contract::Quanto => Payoff::LINEAR,
        };
        let schedule = match (self.maintenance, table) {
            (Some(rate), _) => Some(Schedule::flat(rate, self.deduction)),
            (None, Some(table)) => table.schedule(payoff, self.side, self.leverage),
            (None, None) => None,
        };
        Ok(Position {
            payoff,
            trade: Trade { side: self.side, quantity: self.quantity, entry: self.entry },
            mark,
            moves: self.moves,
            schedule: schedule.ok_or(("Maintenance", Fault::NeedsMaintenance))?,
            leverage: self.leverage,
        })
    }

    /// A stop that the mark has reached: the row counts as closed now.
    pub(super) fn passed(&self, mark: f64) -> Option<Fault> {
        stop_passed(self.side, self.stop?, mark)
    }

    /// What is odd about the leverage, where one is typed.
    fn openable(&self, position: &Position, table: Option<&VenueTable>, at: usize) -> Option<Problem> {
        let leverage = self.leverage?;
        let bound = position.notional(position.mark) / leverage;
        let most = table.map_or(f64::INFINITY, |table| table.most_leverage(position));
        let fault = if leverage > most {
            Fault::LeverageAboveTier(leverage_words(most))
        } else if bound <= position.maintenance() {
            Fault::LeverageCannotOpen
        } else {
            return None;
        };
        Some(in_column(at, "Leverage", fault))
    }
}

fn in_column(at: usize, column: &'static str, fault: Fault) -> Problem {
    Problem::warning(POSITIONS, fault).in_cell(at, Some(column))
}

impl AssetRow {
    fn faults(&self, at: usize) -> Vec<Problem> {
        let faults = [
            ("Balance", (self.balance < 0.0).then(|| Fault::MustBeAtLeast("0".into()))),
            ("Price", (self.price <= 0.0).then(|| Fault::MustBeAbove("0".into()))),
            ("Weight", (!(0.0..=1.0).contains(&self.weight)).then(|| Fault::MustBeBetween("0".into(), "100 %".into()))),
        ];
        let problem =
            |(column, fault): (_, Option<Fault>)| Some(Problem::error(ASSETS, fault?).in_cell(at, Some(column)));
        faults.into_iter().filter_map(problem).collect()
    }

    /// The collateral; it makes the move of the positions in its coin.
    fn asset(&self, coins: &[Moved]) -> Asset {
        let (name, alone) = (coin_named(&self.symbol), if is_dollar(&self.symbol) { 0.0 } else { 1.0 });
        let shared = coins.iter().find(|moved| moved.name == name).map(|moved| moved.moves);
        let moves = self.moves.or(shared).unwrap_or(alone);
        Asset { balance: self.balance, price: self.price, weight: self.weight, moves }
    }
}

/// What the newest record of a symbol at a venue says of it.
struct VenueTable {
    terms: Terms,
}

impl HasTerms for Terms {
    fn terms(&mut self) -> &mut Terms {
        self
    }
}

/// What of a record decides the requirement.
const OF_REQUIREMENT: &[Field<Terms>] = &[
    terms::contract(),
    terms::contract_size(),
    terms::tiers(),
    terms::maintenance(),
    terms::maintenance_at(),
    terms::requirement_fee(),
    terms::requirement_fee_at(),
    terms::tier_axis(),
    terms::rate_per_coin(),
    terms::requirement_floor(),
];

impl VenueTable {
    fn of(venue: &str, symbol: &str) -> Option<VenueTable> {
        let is_of = |record: &&Record| {
            let mut parts = record.name.split('/');
            let [of, named] = [parts.next(), parts.next()];
            of.is_some_and(|of| of.eq_ignore_ascii_case(venue.trim()))
                && named.is_some_and(|named| named.eq_ignore_ascii_case(symbol))
        };
        let newest = RECORDS.iter().filter(is_of).max_by(|one, other| one.name.cmp(other.name))?;
        let texts = newest.texts();
        Some(VenueTable { terms: terms_of(&texts) })
    }

    /// Its tiers; none where the record has only the first rate, which says nothing of larger positions.
    fn schedule(&self, payoff: Payoff, side: Side, leverage: Option<f64>) -> Option<Schedule> {
        if self.terms.tiers.is_empty() {
            return None;
        }
        let rules = self.terms.rules().in_cross(payoff, side, leverage.unwrap_or(f64::INFINITY));
        Schedule::of_tiers(&self.terms.tiers().ok()?, rules, payoff)
    }

    /// The highest leverage at a position's size; infinite where no limit is known.
    fn most_leverage(&self, position: &Position) -> f64 {
        let measure = match self.terms.rules().tier_axis {
            TierAxis::Quantity => position.trade.quantity,
            TierAxis::Notional | TierAxis::EntryNotional => {
                position.payoff.notional(position.trade.quantity, position.mark)
            }
        };
        self.terms.tiers().map_or(f64::INFINITY, |tiers| tiers.max_leverage(measure))
    }
}

fn terms_of(texts: &Texts) -> Terms {
    let (mut terms, naming) = (Terms::default(), texts.naming());
    for field in OF_REQUIREMENT {
        if let Some(text) = texts.get(field.row.key.name) {
            let reading = Reading { unit: field.row.key.unit, range: field.row.range, naming: &naming, size: None };
            reading.fill((field.slot)(&mut terms), text);
        }
    }
    terms
}

pub(super) fn words_for(number: f64) -> String {
    display(number, Style { decimals: decimals_for(number, 7, 0), fixed: false, signed: false })
}
