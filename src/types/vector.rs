//! Vectors of unit length, which texts are turned into: the nearer two are, the more alike are their texts.

/// The most numbers of a vector.
pub const DIMENSIONS_MAX: usize = 8_192;
/// Numbers that are added up side by side, which compilers turn into instructions for several numbers.
const LANES: usize = 8;

/// A vector of unit length.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector(Vec<f32>);

impl Vector {
    /// The vector in the direction of these numbers; `None` if there are none or too many, if one is not finite, or if all are zero.
    #[must_use]
    pub fn new(mut numbers: Vec<f32>) -> Option<Self> {
        if numbers.len() > DIMENSIONS_MAX {
            return None;
        }
        let squares = numbers.iter().map(|one| f64::from(*one).powi(2));
        let length = squares.sum::<f64>().sqrt();
        if !length.is_finite() || length <= 0.0 {
            return None;
        }
        for one in &mut numbers {
            *one = narrowed(f64::from(*one) / length);
        }
        Some(Self(numbers))
    }

    /// A vector as it is stored: its numbers in little-endian order.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let (numbers, _) = bytes.as_chunks::<4>();
        Self(numbers.iter().copied().map(f32::from_le_bytes).collect())
    }

    /// Its bytes, as they are stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|one| one.to_le_bytes()).collect()
    }

    /// Its numbers.
    #[must_use]
    pub fn numbers(&self) -> &[f32] {
        &self.0
    }

    /// Its numbers as a literal of PostgreSQL's `real[]`.
    #[must_use]
    pub fn to_array(&self) -> String {
        let numbers: Vec<String> = self.0.iter().map(f32::to_string).collect();
        format!("{{{}}}", numbers.join(","))
    }

    /// The cosine of the angle to a stored vector, -1 to 1; `None` if that has another number of dimensions.
    #[must_use]
    pub fn similarity(&self, stored: &[u8]) -> Option<f32> {
        let (others, rest) = stored.as_chunks::<4>();
        if others.len() != self.0.len() || !rest.is_empty() {
            return None;
        }
        let mut sums = [0.0_f32; LANES];
        for (own, others) in self.0.chunks(LANES).zip(others.chunks(LANES)) {
            for ((sum, one), other) in sums.iter_mut().zip(own).zip(others) {
                *sum += one * f32::from_le_bytes(*other);
            }
        }
        Some(sums.iter().sum::<f32>().clamp(-1.0, 1.0))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a number of a vector of unit length is at most 1"
)]
fn narrowed(number: f64) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_direction_is_no_vector() {
        let long = vec![1.0; DIMENSIONS_MAX + 1];
        for numbers in [
            vec![],
            vec![0.0; 3],
            vec![1.0, f32::NAN],
            vec![f32::INFINITY],
            long,
        ] {
            assert_eq!(Vector::new(numbers), None);
        }
    }

    #[test]
    fn a_vector_is_stored_and_compared_by_its_direction() {
        let numbers: Vec<f32> = (1_u8..=19).map(f32::from).collect();
        let vector = Vector::new(numbers.clone()).unwrap();
        assert_eq!(Vector::from_bytes(&vector.to_bytes()), vector);
        let same = Vector::new(numbers.iter().map(|one| one * 1e30).collect()).unwrap();
        let opposite = Vector::new(numbers.iter().map(|one| -one).collect()).unwrap();
        let near = |other: &Vector| vector.similarity(&other.to_bytes()).unwrap();
        assert!((near(&same) - 1.0).abs() < 1e-5, "{}", near(&same));
        assert!((near(&opposite) + 1.0).abs() < 1e-5, "{}", near(&opposite));
        assert_eq!(vector.similarity(&[0; 8]), None);
        assert_eq!(vector.similarity(&[0; 3]), None);
    }

    #[test]
    fn an_array_keeps_every_bit() {
        let vector = Vector::new(vec![1e-9, -0.3, 12.0]).unwrap();
        let text = vector.to_array();
        let numbers = text.trim_matches(['{', '}']).split(',');
        let numbers: Vec<f32> = numbers.map(|one| one.parse().unwrap()).collect();
        assert_eq!(numbers, vector.numbers());
    }
}
