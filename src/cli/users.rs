//! `careergraph users …`: manages accounts, as the operator of the machine; creates the first admin.

use std::io::Read;

use clap::Subcommand;
use secrecy::{ExposeSecret, SecretString};

use super::output::{Done, say};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        auth::{AdminActor, passwords::NewAccount},
        users::UserFilter,
    },
    platform::hashing::token_text,
    types::{
        actor::Role, email::Email, id::UserId, origin::Origin, page::Page, schema_name::schema_name,
    },
};

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Creates an account; without --password-stdin, a password is generated and printed once.
    Create {
        /// The e-mail address, used to sign in.
        #[arg(long)]
        email: String,
        /// The display name.
        #[arg(long)]
        name: String,
        /// USER, MODERATOR or ADMIN.
        #[arg(long, default_value = "USER", value_parser = role)]
        role: Role,
        /// Reads the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Changes the role of an account and ends its sessions.
    Role {
        /// The e-mail address of the account.
        email: String,
        /// USER, MODERATOR or ADMIN.
        #[arg(value_parser = role)]
        role: Role,
    },
    /// Lists accounts, newest first.
    List {
        /// Only accounts whose address or name begins with this text.
        #[arg(long)]
        search: Option<String>,
    },
    /// Suspends an account: its sessions and tokens end, and it cannot sign in.
    Suspend {
        /// The e-mail address of the account.
        email: String,
        /// The reason, shown to admins.
        #[arg(long, default_value = "by the operator")]
        reason: String,
    },
    /// Reinstates a suspended account.
    Reinstate {
        /// The e-mail address of the account.
        email: String,
    },
}

fn role(text: &str) -> std::result::Result<Role, String> {
    match text.to_ascii_uppercase().as_str() {
        "USER" => Ok(Role::User),
        "MODERATOR" => Ok(Role::Moderator),
        "ADMIN" => Ok(Role::Admin),
        _ => Err("a role is USER, MODERATOR or ADMIN".to_owned()),
    }
}

pub(super) async fn run(app: &App, command: Command) -> Done {
    let origin = Origin::inside("command");
    match command {
        Command::Create {
            email,
            name,
            role,
            password_stdin,
        } => {
            let given = if password_stdin {
                Some(from_stdin()?)
            } else {
                None
            };
            let made_up = token_text(&app.platform.clock.random_32()?);
            let is_told = given.is_none();
            let password = given.unwrap_or_else(|| SecretString::from(made_up));
            let shown = password.expose_secret().to_owned();
            let user = app
                .auth
                .accounts
                .create_account(
                    NewAccount {
                        email,
                        name,
                        password,
                    },
                    role,
                    &origin,
                )
                .await?;
            say(&format!(
                "created {} with the role {}",
                user.email,
                schema_name(role)
            ));
            if is_told {
                say(&format!("password: {shown}"));
            }
        }
        Command::Role { email, role } => {
            let user = app
                .auth
                .accounts
                .change_role(
                    AdminActor::Operator,
                    account(app, &email).await?,
                    role,
                    &origin,
                )
                .await?;
            say(&format!(
                "{} has the role {} now; all sessions were ended",
                user.email,
                schema_name(role)
            ));
        }
        Command::List { search } => list(app, search.as_deref()).await?,
        Command::Suspend { email, reason } => {
            let user = app
                .auth
                .accounts
                .suspend(
                    AdminActor::Operator,
                    account(app, &email).await?,
                    &reason,
                    &origin,
                )
                .await?;
            say(&format!(
                "{} is suspended; all sessions were ended",
                user.email
            ));
        }
        Command::Reinstate { email } => {
            let user = app
                .auth
                .accounts
                .reinstate(AdminActor::Operator, account(app, &email).await?, &origin)
                .await?;
            say(&format!("{} may sign in again", user.email));
        }
    }
    Ok(())
}

async fn account(app: &App, email: &str) -> Result<UserId> {
    app.auth
        .accounts
        .account_of(&Email::parse("email", email).map_err(Error::from)?)
        .await
}

async fn list(app: &App, search: Option<&str>) -> Result<()> {
    let filter = UserFilter::beginning(search)?;
    let mut page = Page {
        size: 100,
        after: None,
    };
    loop {
        let found = app.users.look_through(&filter, &page).await?;
        for (cursor, user) in &found.rows {
            page.after = Some(*cursor);
            say(&format!(
                "{}  {}  {}  {}  {}",
                user.id,
                schema_name(user.role),
                schema_name(user.status),
                user.email,
                user.name
            ));
        }
        if !found.has_next {
            return Ok(());
        }
    }
}

fn from_stdin() -> Result<SecretString> {
    let mut text = String::new();
    // More bytes than the longest password of 1024 typed characters.
    let read = std::io::stdin().take(8_192).read_to_string(&mut text);
    read.map_err(|cause| {
        Error::bad_input("The password cannot be read from standard input.").caused_by(cause)
    })?;
    Ok(SecretString::from(
        text.trim_end_matches(['\r', '\n']).to_owned(),
    ))
}
