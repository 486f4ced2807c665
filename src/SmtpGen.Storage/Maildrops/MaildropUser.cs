namespace SmtpGen.Storage;

/// <summary>
/// Whose maildrop it is: an address such as <c>bob@mx.example</c>, or a local part such as <c>bob</c>, which stands for that
/// local part at any domain. The case of ASCII letters makes no difference.
/// </summary>
internal readonly record struct MaildropUser(string Name)
{
    public bool IsAddress => Name.Contains('@', StringComparison.Ordinal);

    /// <summary>Whether a message could be in both users' maildrops by the same recipient.</summary>
    public bool Overlaps(MaildropUser other)
        => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase) || Includes(other) || other.Includes(this);

    private bool Includes(MaildropUser other)
        => !IsAddress && other.Name.StartsWith(Name + "@", StringComparison.OrdinalIgnoreCase);
}
