/// What a record has, whatever the file calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Whom the letter is for: `J. de Vries`.
    Name,
    /// `Kerkstraat`; abroad the whole line, unless the file takes it apart.
    Street,
    /// The house number: `12`.
    Number,
    /// What follows the house number: `A`, `bis`, `3`.
    Addition,
    /// `1234 AB`
    Postcode,
    City,
    /// Its name, empty for the Netherlands.
    Country,
    /// `nl`, if the file says so.
    Language,
    /// `De heer`, `Mevrouw`: as the file has it.
    Salutation,
}

impl Field {
    /// In the order of a record.
    pub const ALL: [Field; 9] = [
        Field::Name,
        Field::Street,
        Field::Number,
        Field::Addition,
        Field::Postcode,
        Field::City,
        Field::Country,
        Field::Language,
        Field::Salutation,
    ];

    /// As templates and mappings call it.
    pub fn name(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Street => "street",
            Field::Number => "number",
            Field::Addition => "addition",
            Field::Postcode => "postcode",
            Field::City => "city",
            Field::Country => "country",
            Field::Language => "language",
            Field::Salutation => "salutation",
        }
    }
}
