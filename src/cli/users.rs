//! `careergraph users …`: accounts, for whoever has the machine. So the first admin is made.

use std::io::Read;

use clap::Subcommand;
use secrecy::{ExposeSecret, SecretString};

use super::{Done, say};
use crate::{
    app::App,
    error::{Error, Result},
    features::auth::NewAccount,
    platform::vault::token_text,
    types::{actor::Role, email::Email, origin::Origin},
};

/// What is done with accounts.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Makes an account; without --password-stdin, its password is made up and printed once.
    Create {
        /// The address to sign in with.
        #[arg(long)]
        email: String,
        /// How the user wants to be called.
        #[arg(long)]
        name: String,
        /// USER, MODERATOR or ADMIN.
        #[arg(long, default_value = "USER", value_parser = role)]
        role: Role,
        /// Reads the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Gives an account another role; its sessions end.
    Role {
        /// The account's address.
        email: String,
        /// USER, MODERATOR or ADMIN.
        #[arg(value_parser = role)]
        role: Role,
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
        Command::Create { email, name, role, password_stdin } => {
            let given = if password_stdin { Some(from_stdin()?) } else { None };
            let made_up = token_text(&app.platform.clock.random_32()?);
            let is_told = given.is_none();
            let password = given.unwrap_or_else(|| SecretString::from(made_up));
            let shown = password.expose_secret().to_owned();
            let user = app.auth.create_account(NewAccount { email, name, password }, role, &origin).await?;
            say(&format!("made {} with the role {role:?}", user.email));
            if is_told {
                say(&format!("password: {shown}"));
            }
        }
        Command::Role { email, role } => {
            let email = Email::parse("email", &email).map_err(Error::from)?;
            let user = app.auth.change_role(&email, role, &origin).await?;
            say(&format!("{} has the role {role:?} now; their sessions were ended", user.email));
        }
    }
    Ok(())
}

fn from_stdin() -> Result<SecretString> {
    let mut text = String::new();
    // Longer than any password that is taken.
    let read = std::io::stdin().take(4_096).read_to_string(&mut text);
    read.map_err(|cause| Error::bad_input("The password cannot be read from standard input.").caused_by(cause))?;
    Ok(SecretString::from(text.trim_end_matches(['\r', '\n']).to_owned()))
}
