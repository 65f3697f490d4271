use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};
use serde_yaml::{Location, Spanned};

use crate::diagnostics::{SourceFile, Span};

/// A value with its place in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At<T> {
    pub value: T,
    start: usize,
    length: usize,
}

impl<T> At<T> {
    /// A value that no file has: a default.
    pub fn nowhere(value: T) -> At<T> {
        At { value, start: 0, length: 0 }
    }

    pub(super) fn new(value: T, location: &Location) -> At<T> {
        let span = location.span();
        At {
            value,
            start: span.byte_offset().unwrap_or(0) as usize,
            length: span.byte_len().unwrap_or(0) as usize,
        }
    }

    pub fn span(&self, file: &Arc<SourceFile>) -> Span {
        Span::new(file.clone(), self.start, self.start + self.length)
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<At<T>, D::Error> {
        let spanned = Spanned::<T>::deserialize(deserializer)?;
        Ok(At::new(spanned.value, &spanned.referenced))
    }
}

impl<T: PartialEq> PartialEq<T> for At<T> {
    fn eq(&self, other: &T) -> bool {
        self.value == *other
    }
}

impl<T: PartialOrd> PartialOrd for At<T> {
    fn partial_cmp(&self, other: &At<T>) -> Option<std::cmp::Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Eq + Ord> Ord for At<T> {
    fn cmp(&self, other: &At<T>) -> std::cmp::Ordering {
        self.value.cmp(&other.value)
    }
}

/// For an editor a value is what it is, wherever it stands.
impl<T: JsonSchema> JsonSchema for At<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
