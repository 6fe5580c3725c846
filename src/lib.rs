//! Careergraph: a GraphQL gateway for job seekers.

pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod error;
pub mod features;
pub mod graphql;
pub mod http;
pub mod platform;
pub mod types;
