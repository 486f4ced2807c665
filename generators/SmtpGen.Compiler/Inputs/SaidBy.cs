namespace SmtpGen.Compiler.Inputs;

/// <summary>
/// A file that was read, as a step sees it that cares for what the file says and not for where: two are equal when they say the same. The driver
/// then keeps the first of them, whose positions may be those of an earlier text.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="meaning">What it says, its path included.</param>
internal sealed class SaidBy<T>(T file, string meaning) : IEquatable<SaidBy<T>>
    where T : class
{
    private readonly string _meaning = meaning;

    /// <summary>The file.</summary>
    public T File { get; } = file;

    /// <inheritdoc/>
    public bool Equals(SaidBy<T>? other) => other is not null && _meaning == other._meaning;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SaidBy<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _meaning.GetHashCode();
}
