namespace Samples;

/// <summary>A channel, which exists while somebody is in it.</summary>
/// <param name="name">Its name, as it was written first.</param>
public sealed class ChatChannel(string name)
{
    private const int LongestName = 50;

    public string Name => name;

    /// <summary>What it is about; empty: nobody has said.</summary>
    public byte[] Topic { get; set; } = [];

    public HashSet<ChatMember> Members { get; } = [];

    /// <summary>Whether a channel may be named so (RFC 2812 section 1.3).</summary>
    public static bool IsName(string name) => name.Length is > 1 and <= LongestName && name[0] is '#' or '&' && !name.Contains('\a');
}
