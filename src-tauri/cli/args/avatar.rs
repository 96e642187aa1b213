//! `avatar ...`: commands, flags, and their help.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use roster_core::picture::Crop;

use super::Named;

const AFTER_AVATAR_SET: &str = "\
Examples:
  rosterctl avatar set grace portrait.jpg
  rosterctl avatar set grace portrait.jpg --crop 120,40,800";

const AFTER_AVATAR_GET: &str = "\
Examples:
  rosterctl avatar get grace --out grace.jpg
  rosterctl avatar get grace --size 96 --out - | file -";

#[derive(Debug, Subcommand)]
pub(crate) enum AvatarCommand {
    /// Set a person's picture: PNG, JPEG, WebP, GIF or BMP
    #[command(after_help = AFTER_AVATAR_SET)]
    Set(SetAvatarWish),
    /// Write a person's picture to a file
    #[command(after_help = AFTER_AVATAR_GET)]
    Get(GetAvatarWish),
    /// Remove a person's picture
    Remove(Named),
}

#[derive(Debug, Args)]
pub(crate) struct SetAvatarWish {
    #[command(flatten)]
    pub(crate) whom: Named,
    /// The picture
    pub(crate) file: PathBuf,
    /// Show this square: left and top edge and side, in pixels of the upright picture [default: the largest in the middle]
    #[arg(long, value_name = "X,Y,SIDE", value_parser = parse_crop)]
    pub(crate) crop: Option<Crop>,
}

#[derive(Debug, Args)]
pub(crate) struct GetAvatarWish {
    #[command(flatten)]
    pub(crate) whom: Named,
    /// Side of the picture, in pixels
    #[arg(long, value_enum, default_value_t = AvatarSide::Large)]
    pub(crate) size: AvatarSide,
    /// The file to write; "-" for standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AvatarSide {
    #[value(name = "512")]
    Large,
    #[value(name = "96")]
    Small,
}

fn parse_crop(typed: &str) -> Result<Crop, String> {
    let numbers: Option<Vec<u32>> = typed
        .split(',')
        .map(|number| number.trim().parse().ok())
        .collect();
    match numbers.as_deref() {
        Some(&[x, y, side]) if side > 0 => Ok(Crop {
            x: x.into(),
            y: y.into(),
            side: side.into(),
            turns: 0,
        }),
        _ => Err("three whole numbers are needed, like 120,40,800".to_owned()),
    }
}
