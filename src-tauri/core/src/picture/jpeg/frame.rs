//! The frame of a JPEG, its components, and what a scan brings of them.

use crate::picture::PictureError;

/// The zigzag order: which coefficient (row * 8 + column) each place of a block holds.
pub(super) const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

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
    pub(super) fn read(segment: &[u8], progressive: bool) -> Result<Self, PictureError> {
        let &[precision, h1, h2, w1, w2, count, ref components @ ..] = segment else {
            return Err(PictureError::Damaged);
        };
        let (width, height) = (u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2]));
        let rare = match (precision, count, height) {
            (9.., ..) => Some("JPEG with more than 8 bits a colour"),
            (_, 2 | 5.., _) => Some("JPEG with other colours than grey, RGB or CMYK"),
            (_, _, 0) => Some("JPEG whose height stands at its end"),
            _ => None,
        };
        if let Some(rare) = rare {
            return Err(PictureError::RareKind(rare));
        }
        let components = components.chunks_exact(3).take(count.into());
        let components = components.map(|bytes| Component::read(bytes, count == 1));
        let components = components.collect::<Result<Vec<_>, _>>()?;
        if precision != 8 || count == 0 || components.len() != usize::from(count) {
            return Err(PictureError::Damaged);
        }
        let greatest = |factor: fn(&Component) -> usize| components.iter().map(factor).max();
        Ok(Self {
            width: width.into(),
            height: height.into(),
            progressive,
            across: greatest(|component| component.across).unwrap_or(1),
            down: greatest(|component| component.down).unwrap_or(1),
            components,
        })
    }

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

/// One colour of the picture.
pub(super) struct Component {
    pub(super) id: u8,
    /// Blocks across and down in each unit of the picture.
    pub(super) across: usize,
    pub(super) down: usize,
    quantisation: usize,
    /// The table in force when the component's first scan began, in zigzag order.
    pub(super) steps: Option<[u16; 64]>,
}

impl Component {
    fn read(bytes: &[u8], is_alone: bool) -> Result<Self, PictureError> {
        let &[id, factors, quantisation] = bytes else {
            return Err(PictureError::Damaged);
        };
        // There is nothing that a single component could be larger or smaller than.
        let factors = if is_alone { 0x11 } else { factors };
        let (across, down) = (usize::from(factors >> 4), usize::from(factors & 0x0F));
        if !matches!((across, down), (1 | 2 | 4, 1 | 2 | 4)) {
            return Err(PictureError::RareKind(
                "JPEG with an odd sampling of its colours",
            ));
        }
        Ok(Self {
            id,
            across,
            down,
            quantisation: quantisation.into(),
            steps: None,
        })
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

impl Scan {
    /// Reads a scan header, and gives the frame's components in it the tables that are in force.
    pub(super) fn read(
        segment: &[u8],
        frame: &mut Frame,
        quantisation: &[Option<[u16; 64]>],
    ) -> Result<Self, PictureError> {
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
        let scan = Self {
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
