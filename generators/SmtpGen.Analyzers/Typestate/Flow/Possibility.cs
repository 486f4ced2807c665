namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Whether something holds.</summary>
internal enum Possibility
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>It may.</summary>
    Maybe,

    /// <summary>It does.</summary>
    Yes,
}

/// <summary>Logic with <see cref="Possibility"/>.</summary>
internal static class Possibilities
{
    public static Possibility Of(bool value) => value ? Possibility.Yes : Possibility.No;

    public static Possibility Not(this Possibility value) => (Possibility)(Possibility.Yes - value);

    public static Possibility And(this Possibility a, Possibility b) => a < b ? a : b;

    public static Possibility Or(this Possibility a, Possibility b) => a > b ? a : b;
}
