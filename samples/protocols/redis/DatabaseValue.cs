namespace Samples;

/// <summary>What a key holds: a text or a list, and when it is gone.</summary>
public sealed class DatabaseValue
{
    /// <summary>The octets of a text, which are replaced and not changed; null in a list.</summary>
    public byte[]? Text { get; init; }

    /// <summary>The elements of a list; null in a text.</summary>
    public Deque? List { get; init; }

    /// <summary>When it is gone, in milliseconds since 1970.</summary>
    public long Expires { get; set; } = long.MaxValue;
}
