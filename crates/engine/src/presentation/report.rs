//! Report this number: everything that somebody needs to check it, as plain text.

use super::Sheet;
use super::answer::written;
use crate::spec::Role;

impl Sheet {
    /// Inputs, outputs and build; `link` is the exact one.
    pub fn report(&self, link: &str) -> String {
        let mut lines = vec![
            format!("Ballast {}, {}", crate::BUILD, self.calculator.title()),
            link.to_owned(),
            String::new(),
            "Inputs".to_owned(),
        ];
        for row in self.calculator.fields() {
            lines.push(format!("  {} ({}): {}", row.label, row.key.name, self.text(row.key.name)));
        }
        lines.push("Answers".to_owned());
        for row in [Role::Answer, Role::Cell, Role::Beside, Role::Working, Role::Check]
            .into_iter()
            .flat_map(|role| self.rows_of(role))
        {
            lines.extend(self.reported(row));
        }
        lines.extend(
            self.outcome.problems.iter().map(|problem| format!("{}: {}", problem.severity.name(), problem.message())),
        );
        lines.join("\n")
    }

    fn rows_of(&self, role: Role) -> impl Iterator<Item = &'static crate::spec::OutputRow> {
        self.calculator.outputs().into_iter().filter(move |row| row.role == role)
    }

    fn reported(&self, row: &crate::spec::OutputRow) -> Vec<String> {
        let head = format!("  {} ({})", row.label, row.key.name);
        if let Some(table) = self.table(row) {
            let cells = table.rows.iter().map(|cells| format!("    {}", cells.join(" | ")));
            return std::iter::once(format!("{head}: {}", table.header.join(" | "))).chain(cells).collect();
        }
        let figure = self.figure(row).filter(|figure| !figure.text.is_empty());
        figure.map(|figure| format!("{head}: {} [{}]", written(&figure), figure.bare)).into_iter().collect()
    }
}
