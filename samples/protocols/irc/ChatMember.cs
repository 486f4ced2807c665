using Samples.Irc;

namespace Samples;

/// <summary>A client that takes part.</summary>
/// <param name="session">Its session.</param>
/// <param name="address">Where it comes from, as others see it.</param>
public sealed class ChatMember(IIrcSession session, string address)
{
    public IIrcSession Session => session;

    public string Address => address;

    /// <summary>Its name; null before it has one.</summary>
    public string? Nick { get; set; }

    /// <summary>Its user; empty before it has said so.</summary>
    public string User { get; set; } = "";

    public string RealName { get; set; } = "";

    /// <summary>As whom others see it.</summary>
    public string Source => $"{Nick}!{User}@{address}";

    public HashSet<ChatChannel> Channels { get; } = [];
}
