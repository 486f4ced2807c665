namespace SmtpGen.Web.Messages;

/// <summary>Where a text is looked for.</summary>
internal enum SearchField
{
    /// <summary>In all of them.</summary>
    Anywhere,

    /// <summary>Who wrote it, and the reverse-path.</summary>
    Sender,

    /// <summary>Whom it is to, in the header and in the envelope.</summary>
    Recipients,

    /// <summary>The subject.</summary>
    Subject,
}

/// <summary>What a message must have, or must not.</summary>
/// <param name="IsNegated">Whether it must not.</param>
internal abstract record SearchTerm(bool IsNegated);

/// <summary>A text, folded by <see cref="SearchText.Fold"/>.</summary>
internal sealed record TextTerm(SearchField Field, string Text, bool IsNegated) : SearchTerm(IsNegated);

/// <summary>An attachment.</summary>
internal sealed record AttachmentTerm(bool IsNegated) : SearchTerm(IsNegated);

/// <summary>A time: received at it or later, or before it.</summary>
internal sealed record TimeTerm(DateTimeOffset At, bool IsBefore, bool IsNegated) : SearchTerm(IsNegated);

/// <summary>A size in octets: larger than it, or smaller.</summary>
internal sealed record SizeTerm(long Octets, bool IsSmaller, bool IsNegated) : SearchTerm(IsNegated);
