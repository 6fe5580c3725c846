//! Reads and writes the items of a section, in the same way for all sections.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    Written,
    change::at_most,
    item::{NewItem, Place, Row},
};
use crate::{
    error::{Error, Refusal, Result},
    features::profiles::{
        Profiles,
        entity::{
            profile_undo::Before,
            section::{self, Section},
        },
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, write::Write},
};

impl Profiles {
    /// The items of a section of the actor, in order.
    pub async fn items<N: NewItem>(&self, actor: &Actor) -> Result<Vec<Row<N>>> {
        let rows = section::of::<N::Entity>(actor).all(self.platform.db.conn());
        Ok(rows.await?)
    }

    /// Replaces the items of a section: one with an id updates its row, one without inserts a row; rows that no item names are deleted.
    pub async fn set_items<N: NewItem>(&self, write: &Write<'_>, items: Vec<N>) -> Result<Written> {
        let named = items.iter().enumerate();
        let named = named.filter_map(|(i, item)| Some((i, item.id()?)));
        let named: Vec<(usize, Uuid)> = named.collect();
        let rows = self.checked(write.actor, items)?;
        let replace = |old: Vec<Row<N>>| {
            for (i, id) in named {
                let path = format!("input.{}.{i}.id", N::SECTION);
                position_of::<N>(&old, id).map_err(|error| error.at(&path))?;
            }
            Ok(with_sources::<N>(rows, &old))
        };
        self.rewrite::<N>(write, replace).await
    }

    /// Adds an item at a position from 0, or at the end.
    pub async fn add_item<N: NewItem>(
        &self,
        write: &Write<'_>,
        item: N,
        position: Option<i32>,
    ) -> Result<Written> {
        if item.id().is_some() {
            return Err(id_refused::<N>("is left out for a new item").into());
        }
        let position = position.map(index).transpose()?;
        let row = self.checked_one(write.actor, item)?;
        let add = |mut rows: Vec<Row<N>>| {
            at_most(&format!("input.{}", N::WHAT), rows.len() + 1, N::MAX)?;
            has_own_name::<N>(&row, &rows)?;
            rows.insert(position.unwrap_or(rows.len()).min(rows.len()), row);
            Ok(rows)
        };
        self.rewrite::<N>(write, add).await
    }

    /// Replaces the values of one item, which its id names.
    pub async fn update_item<N: NewItem>(&self, write: &Write<'_>, item: N) -> Result<Written> {
        if item.id().is_none() {
            return Err(id_refused::<N>("names the item to update").into());
        }
        let row = self.checked_one(write.actor, item)?;
        let update = |mut rows: Vec<Row<N>>| {
            has_own_name::<N>(&row, &rows)?;
            let at = position_of::<N>(&rows, N::Entity::id(&row))
                .map_err(|error| error.at(&format!("input.{}.id", N::WHAT)))?;
            let new = with_sources::<N>(vec![row], &rows);
            rows.splice(at..=at, new);
            Ok(rows)
        };
        self.rewrite::<N>(write, update).await
    }

    /// Moves an item to a position from 0; beyond the end is the end.
    pub async fn move_item<N: NewItem>(
        &self,
        write: &Write<'_>,
        id: Uuid,
        position: i32,
    ) -> Result<Written> {
        let position = index(position)?;
        let shift = |mut rows: Vec<Row<N>>| {
            let at = position_of::<N>(&rows, id).map_err(|error| error.at("input.id"))?;
            let row = rows.remove(at);
            rows.insert(position.min(rows.len()), row);
            Ok(rows)
        };
        self.rewrite::<N>(write, shift).await
    }

    /// Removes an item, and its facts from the profile.
    pub async fn remove_item<N: NewItem>(&self, write: &Write<'_>, id: Uuid) -> Result<Written> {
        let remove = |mut rows: Vec<Row<N>>| {
            let at = position_of::<N>(&rows, id).map_err(|error| error.at("input.id"))?;
            rows.remove(at);
            Ok(rows)
        };
        self.rewrite::<N>(write, remove).await
    }

    /// Changes the rows of a section in one unit of work, at the next version of the profile.
    async fn rewrite<N: NewItem>(
        &self,
        write: &Write<'_>,
        change: impl FnOnce(Vec<Row<N>>) -> Result<Vec<Row<N>>>,
    ) -> Result<Written> {
        let actor = write.actor;
        let act = async |unit: &Unit| {
            let profile = self.claim(unit, write).await?;
            let rows = section::of::<N::Entity>(actor).all(unit).await?;
            let new = change(rows.clone())?;
            let before = self.replace_items::<N>(unit, actor, (rows, new)).await?;
            self.keep_before(unit, &profile, Before::Items(before))
                .await?;
            self.written(unit, write, profile).await
        };
        self.platform.write(write, act).await
    }

    /// Checks everything that needs no database read, before the write lock is taken.
    fn checked<N: NewItem>(&self, actor: &Actor, items: Vec<N>) -> Result<Vec<Row<N>>> {
        let section = format!("input.{}", N::SECTION);
        at_most(&section, items.len(), N::MAX)?;
        let mut seen = HashSet::new();
        let mut rows = Vec::with_capacity(items.len());
        for (i, item) in items.into_iter().enumerate() {
            let path = format!("{section}.{i}");
            if item.id().is_some_and(|id| !seen.insert(id)) {
                return Err(duplicate(
                    format!("{path}.id"),
                    "This id is in the list twice; each item must have its own.",
                )
                .into());
            }
            rows.push(self.row(actor, item, path)?);
        }
        let mut names = HashSet::new();
        let twice = rows.iter().position(|row| {
            N::unique_name(row).is_some_and(|name| !names.insert(name.to_lowercase()))
        });
        match twice {
            Some(i) => Err(duplicate(
                format!("{section}.{i}.name"),
                "This name is in the list twice, ignoring case.",
            )
            .into()),
            None => Ok(rows),
        }
    }

    fn checked_one<N: NewItem>(&self, actor: &Actor, item: N) -> Result<Row<N>> {
        self.row(actor, item, format!("input.{}", N::WHAT))
    }

    pub(super) fn row<N: NewItem>(&self, actor: &Actor, item: N, path: String) -> Result<Row<N>> {
        let place = Place {
            id: item.id().unwrap_or_else(|| self.platform.clock.new_id()),
            user_id: actor.user_id,
            position: 0,
            path,
        };
        Ok(item.into_row(&place)?)
    }
}

/// The rows with the sources of the rows that they replace.
fn with_sources<N: NewItem>(mut rows: Vec<Row<N>>, old: &[Row<N>]) -> Vec<Row<N>> {
    let sources: HashMap<Uuid, _> = old
        .iter()
        .map(|row| (N::Entity::id(row), N::Entity::source(row)))
        .collect();
    for row in &mut rows {
        let source = sources.get(&N::Entity::id(row)).copied().flatten();
        N::Entity::set_source(row, source);
    }
    rows
}

/// The position of an item in its section; an id of another user or section does not exist.
pub(super) fn position_of<N: NewItem>(rows: &[Row<N>], id: Uuid) -> Result<usize> {
    rows.iter()
        .position(|row| N::Entity::id(row) == id)
        .ok_or_else(|| Error::not_found(N::WHAT))
}

/// Refuses a name that another item of the section has.
pub(super) fn has_own_name<N: NewItem>(row: &Row<N>, rows: &[Row<N>]) -> Result<()> {
    let Some(name) = N::unique_name(row).map(str::to_lowercase) else {
        return Ok(());
    };
    let taken = rows
        .iter()
        .filter(|other| N::Entity::id(other) != N::Entity::id(row))
        .filter_map(N::unique_name)
        .any(|other| other.to_lowercase() == name);
    if taken {
        return Err(duplicate(
            format!("input.{}.name", N::WHAT),
            "This name is in the section already, ignoring case.",
        )
        .into());
    }
    Ok(())
}

/// A position of the input as an index.
pub(super) fn index(position: i32) -> std::result::Result<usize, Refusal> {
    usize::try_from(position).map_err(|_| {
        Refusal::invalid(
            "input.position",
            "A position counts from 0; 0 is the first.",
        )
    })
}

fn id_refused<N: NewItem>(rule: &str) -> Refusal {
    Refusal::invalid(&format!("input.{}.id", N::WHAT), format!("The id {rule}."))
}

fn duplicate(path: String, message: &'static str) -> Refusal {
    Refusal::Duplicate {
        path,
        message: message.into(),
        existing: None,
    }
}
