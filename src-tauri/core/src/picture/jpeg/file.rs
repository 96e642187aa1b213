//! The segments of a JPEG file: what the frame and its tables are, and where the scans begin.

use super::huffman::{Class, Codes, Table};
use crate::picture::PictureError;

/// The zigzag order: which coefficient (row * 8 + column) each place of a block holds.
pub(super) const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// One colour of the picture.
pub(super) struct Component {
    id: u8,
    /// Blocks across and down in each unit of the picture.
    pub(super) across: usize,
    pub(super) down: usize,
    quantisation: usize,
    /// The table in force when the component's first scan began, in zigzag order.
    pub(super) steps: Option<[u16; 64]>,
}

/// The frame header.
pub(super) struct Frame {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) progressive: bool,
    pub(super) components: Vec<Component>,
    /// The greatest sampling factors: a unit (MCU) is this many blocks wide and high.
    pub(super) across: usize,
    pub(super) down: usize,
}

impl Frame {
    /// Units across and down the picture.
    pub(super) fn units(&self) -> (usize, usize) {
        (
            self.width.div_ceil(8 * self.across),
            self.height.div_ceil(8 * self.down),
        )
    }

    /// Blocks of a component that hold pixels; a scan of one component has no others.
    pub(super) fn blocks(&self, component: &Component) -> (usize, usize) {
        (
            (self.width * component.across).div_ceil(8 * self.across),
            (self.height * component.down).div_ceil(8 * self.down),
        )
    }
}

/// How the components make up colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Colours {
    Grey,
    Rgb,
    YCbCr,
    /// Four inks; Adobe's programs store them inverted, and may store the first three as luma and chroma.
    Cmyk {
        inverted: bool,
        luma_chroma: bool,
    },
}

/// One scan header: which components follow, with which tables, and which part of their coefficients.
pub(super) struct Scan {
    /// Component, DC table, AC table.
    pub(super) parts: Vec<(usize, usize, usize)>,
    /// First and last place of the block, in zigzag order.
    pub(super) band: (usize, usize),
    /// The bit that a refining scan adds, if it is one, and the lowest bit that this scan knows.
    pub(super) refines: bool,
    pub(super) low_bit: u32,
}

/// What comes next in the file.
pub(super) enum Next {
    Scan(Scan),
    End,
}

/// A JPEG file, read as far as `at`.
pub(super) struct File<'a> {
    data: &'a [u8],
    at: usize,
    frame: Option<Frame>,
    quantisation: [Option<[u16; 64]>; 4],
    dc: [Option<Table>; 4],
    ac: [Option<Table>; 4],
    /// Units between restart markers; none when 0.
    pub(super) restart_interval: usize,
    pub(super) exif: Option<&'a [u8]>,
    /// The parts of the colour profile with their numbers.
    profile: Vec<(u8, &'a [u8])>,
    jfif: bool,
    adobe: Option<u8>,
}

impl<'a> File<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            at: 0,
            frame: None,
            quantisation: [None; 4],
            dc: [const { None }; 4],
            ac: [const { None }; 4],
            restart_interval: 0,
            exif: None,
            profile: Vec::new(),
            jfif: false,
            adobe: None,
        }
    }

    /// Reads segments up to the next scan (the entropy-coded data then is [`File::rest`]) or the end of the image.
    pub(super) fn next(&mut self) -> Result<Next, PictureError> {
        loop {
            let marker = self.next_marker()?;
            match marker {
                0x01 | 0xD0..=0xD8 => {}
                0xD9 => return Ok(Next::End),
                _ => {
                    let segment = self.next_segment()?;
                    match marker {
                        0xC0..=0xC2 => self.read_frame(segment, marker == 0xC2)?,
                        0xC4 => self.read_huffman(segment)?,
                        0xDA => return self.read_scan(segment).map(Next::Scan),
                        0xDB => self.read_quantisation(segment)?,
                        0xDD => self.restart_interval = usize::from(u16_at(segment, 0)?),
                        0xE0 => self.jfif |= segment.starts_with(b"JFIF\0"),
                        0xE1 => self.exif = self.exif.or(segment.strip_prefix(b"Exif\0\0")),
                        0xE2 => self.read_profile(segment),
                        0xEE if segment.starts_with(b"Adobe") => {
                            self.adobe = segment.get(11).copied();
                        }
                        0xC3 | 0xC5..=0xC7 | 0xDE | 0xDF => {
                            return Err(PictureError::RareKind("lossless or hierarchical JPEG"));
                        }
                        0xC9..=0xCB | 0xCD..=0xCF => {
                            return Err(PictureError::RareKind("JPEG with arithmetic coding"));
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    pub(super) fn frame(&self) -> Result<&Frame, PictureError> {
        self.frame.as_ref().ok_or(PictureError::Damaged)
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.data.get(self.at..).unwrap_or_default()
    }

    /// Goes on behind entropy-coded data that was read.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub(super) fn codes(&self, class: Class, number: usize) -> Result<Codes, PictureError> {
        let tables = if class == Class::Dc {
            &self.dc
        } else {
            &self.ac
        };
        let table = tables
            .get(number)
            .and_then(Option::as_ref)
            .ok_or(PictureError::Damaged)?;
        Ok(Codes::new(table, class))
    }

    /// The colour profile, put together from its segments.
    pub(super) fn profile(&self) -> Option<Vec<u8>> {
        let mut parts = self.profile.clone();
        parts.sort_by_key(|&(number, _)| number);
        Some(
            parts
                .into_iter()
                .flat_map(|(_, part)| part)
                .copied()
                .collect(),
        )
        .filter(|profile: &Vec<u8>| !profile.is_empty())
    }

    /// The rules that libjpeg uses, and every other program after it.
    pub(super) fn colours(&self) -> Result<Colours, PictureError> {
        let components = &self.frame()?.components;
        Ok(match components.len() {
            1 => Colours::Grey,
            3 if self.jfif => Colours::YCbCr,
            3 => match self.adobe {
                Some(0) => Colours::Rgb,
                None if components.iter().map(|component| component.id).eq(*b"RGB") => Colours::Rgb,
                _ => Colours::YCbCr,
            },
            _ => Colours::Cmyk {
                inverted: self.adobe.is_some(),
                luma_chroma: self.adobe == Some(2),
            },
        })
    }

    /// The next marker; bytes between segments and behind entropy-coded data are passed over.
    fn next_marker(&mut self) -> Result<u8, PictureError> {
        let rest = self.rest();
        let found = rest
            .windows(2)
            .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xFF));
        let offset = found.ok_or(PictureError::EndsEarly)?;
        self.at += offset + 2;
        Ok(rest[offset + 1])
    }

    fn next_segment(&mut self) -> Result<&'a [u8], PictureError> {
        let length = usize::from(u16_at(self.rest(), 0).map_err(|_| PictureError::EndsEarly)?);
        if length < 2 {
            return Err(PictureError::Damaged);
        }
        let segment = self.rest().get(2..length).ok_or(PictureError::EndsEarly)?;
        self.at += length;
        Ok(segment)
    }

    fn read_frame(&mut self, segment: &[u8], progressive: bool) -> Result<(), PictureError> {
        let &[precision, h1, h2, w1, w2, count, ref components @ ..] = segment else {
            return Err(PictureError::Damaged);
        };
        if self.frame.is_some() {
            return Err(PictureError::RareKind("lossless or hierarchical JPEG"));
        }
        if precision != 8 {
            return Err(PictureError::RareKind(
                "JPEG with more than 8 bits a colour",
            ));
        }
        if !matches!(count, 1 | 3 | 4) {
            return Err(PictureError::RareKind(
                "JPEG with other colours than grey, RGB or CMYK",
            ));
        }
        let components: Vec<Component> = components
            .chunks_exact(3)
            .take(usize::from(count))
            .map(|bytes| Component {
                id: bytes[0],
                // There is nothing that a single component could be larger or smaller than.
                across: if count == 1 {
                    1
                } else {
                    usize::from(bytes[1] >> 4)
                },
                down: if count == 1 {
                    1
                } else {
                    usize::from(bytes[1] & 0x0F)
                },
                quantisation: usize::from(bytes[2]),
                steps: None,
            })
            .collect();
        let across = components
            .iter()
            .map(|component| component.across)
            .max()
            .unwrap_or(0);
        let down = components
            .iter()
            .map(|component| component.down)
            .max()
            .unwrap_or(0);
        if components.len() != usize::from(count) {
            return Err(PictureError::Damaged);
        }
        let powers = |component: &Component| {
            matches!(component.across, 1 | 2 | 4) && matches!(component.down, 1 | 2 | 4)
        };
        if !components.iter().all(powers) {
            return Err(PictureError::RareKind(
                "JPEG with an odd sampling of its colours",
            ));
        }
        let (width, height) = (
            usize::from(u16::from_be_bytes([w1, w2])),
            usize::from(u16::from_be_bytes([h1, h2])),
        );
        if height == 0 {
            return Err(PictureError::RareKind(
                "JPEG whose height stands at its end",
            ));
        }
        self.frame = Some(Frame {
            width,
            height,
            progressive,
            components,
            across,
            down,
        });
        Ok(())
    }

    fn read_huffman(&mut self, mut segment: &[u8]) -> Result<(), PictureError> {
        while let Some(&kind) = segment.split_off_first() {
            let tables = if kind >> 4 == 0 {
                &mut self.dc
            } else {
                &mut self.ac
            };
            let table = Table::read(&mut segment).ok_or(PictureError::Damaged)?;
            *tables
                .get_mut(usize::from(kind & 0x0F))
                .ok_or(PictureError::Damaged)? = Some(table);
        }
        Ok(())
    }

    fn read_quantisation(&mut self, mut segment: &[u8]) -> Result<(), PictureError> {
        while let Some(&kind) = segment.split_off_first() {
            let wide = kind >> 4 != 0;
            let bytes = segment
                .split_off(..if wide { 128 } else { 64 })
                .ok_or(PictureError::Damaged)?;
            let mut steps = [0; 64];
            for (place, step) in steps.iter_mut().enumerate() {
                *step = if wide {
                    u16_at(bytes, place * 2)?
                } else {
                    u16::from(bytes[place])
                };
            }
            *self
                .quantisation
                .get_mut(usize::from(kind & 0x0F))
                .ok_or(PictureError::Damaged)? = Some(steps);
        }
        Ok(())
    }

    fn read_profile(&mut self, segment: &'a [u8]) {
        if let Some([number, _count, part @ ..]) = segment.strip_prefix(b"ICC_PROFILE\0") {
            // More parts than a byte can count are somebody's joke.
            if self.profile.len() < 255 {
                self.profile.push((*number, part));
            }
        }
    }

    fn read_scan(&mut self, segment: &[u8]) -> Result<Scan, PictureError> {
        let quantisation = &self.quantisation;
        let frame = self.frame.as_mut().ok_or(PictureError::Damaged)?;
        let mut parts = Vec::new();
        let count = usize::from(*segment.first().ok_or(PictureError::Damaged)?);
        let (selectors, parameters) = segment[1..]
            .split_at_checked(2 * count)
            .ok_or(PictureError::Damaged)?;
        for selector in selectors.chunks_exact(2) {
            let index = frame
                .components
                .iter()
                .position(|component| component.id == selector[0])
                .ok_or(PictureError::Damaged)?;
            if parts.iter().any(|&(other, _, _)| other == index) {
                return Err(PictureError::Damaged);
            }
            let component = &mut frame.components[index];
            component.steps = component
                .steps
                .or(quantisation.get(component.quantisation).copied().flatten());
            parts.push((
                index,
                usize::from(selector[1] >> 4),
                usize::from(selector[1] & 0x0F),
            ));
        }
        let &[first, last, bits, ..] = parameters else {
            return Err(PictureError::Damaged);
        };
        let scan = Scan {
            parts,
            band: (usize::from(first), usize::from(last)),
            refines: bits >> 4 != 0,
            low_bit: u32::from(bits & 0x0F),
        };
        if scan.parts.is_empty() || frame.progressive && !scan.is_possible() {
            return Err(PictureError::Damaged);
        }
        Ok(scan)
    }
}

impl Scan {
    /// What a scan of a progressive picture may be: the DC of some components, or a band of the AC of one.
    fn is_possible(&self) -> bool {
        let (first, last) = self.band;
        let band = if first == 0 {
            last == 0
        } else {
            first <= last && last < 64 && self.parts.len() == 1
        };
        band && self.low_bit <= 13
    }
}

fn u16_at(bytes: &[u8], place: usize) -> Result<u16, PictureError> {
    bytes
        .get(place..)
        .and_then(|rest| rest.first_chunk())
        .map(|pair| u16::from_be_bytes(*pair))
        .ok_or(PictureError::Damaged)
}
