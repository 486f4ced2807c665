namespace Samples;

/// <summary>What became of a change.</summary>
public enum CacheOutcome
{
    Stored,

    /// <summary>There is a value where none may be, or none where one must be.</summary>
    NotStored,

    /// <summary>Somebody else changed the value.</summary>
    Exists,
    NotFound,

    /// <summary>The value is not a number.</summary>
    NotANumber,

    /// <summary>The values together would be larger than one may be.</summary>
    TooLarge,
    OutOfMemory,
}
