namespace Samples;

/// <summary>Who is there, and in which channels. Every method is one step; what it tells others is told in the same order to all.</summary>
public sealed class ChatHall
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ChatMember> _members = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ChatChannel> _channels = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives a member a name; false where another has it.</summary>
    public bool TryName(ChatMember member, string nick)
    {
        lock (_lock)
        {
            if (_members.TryGetValue(nick, out var other) && other != member)
                return false;
            string before = member.Source;
            if (member.Nick is not null)
                _members.Remove(member.Nick);
            _members[nick] = member;
            member.Nick = nick;
            foreach (var neighbour in Neighbours(member))
                neighbour.Session.TryPushRenamed(before, nick);
            return true;
        }
    }

    /// <summary>Enters a channel, which is made where there is none; null where the member is in it.</summary>
    public ChatChannel? Enter(ChatMember member, string name)
    {
        lock (_lock)
        {
            if (!_channels.TryGetValue(name, out var channel))
                _channels[name] = channel = new ChatChannel(name);
            if (!member.Channels.Add(channel))
                return null;
            foreach (var other in channel.Members)
                other.Session.TryPushJoined(member.Source, channel.Name);
            channel.Members.Add(member);
            return channel;
        }
    }

    /// <summary>Leaves a channel.</summary>
    public void Leave(ChatMember member, ChatChannel channel, ReadOnlyMemory<byte> reason)
    {
        lock (_lock)
        {
            Remove(member, channel);
            foreach (var other in channel.Members)
                other.Session.TryPushParted(member.Source, channel.Name, reason);
        }
    }

    /// <summary>Leaves all channels and gives the name back; a member that is gone already may be gone again.</summary>
    public void Leave(ChatMember member, ReadOnlyMemory<byte> reason)
    {
        lock (_lock)
        {
            if (member.Nick is null)
                return;
            foreach (var neighbour in Neighbours(member))
                neighbour.Session.TryPushLeft(member.Source, reason);
            foreach (var channel in member.Channels.ToList())
                Remove(member, channel);
            _members.Remove(member.Nick);
            member.Nick = null;
        }
    }

    /// <summary>Says what a channel is about.</summary>
    public void Describe(ChatMember member, ChatChannel channel, byte[] topic)
    {
        lock (_lock)
        {
            channel.Topic = topic;
            foreach (var other in channel.Members.Where(other => other != member))
                other.Session.TryPushTopicChanged(member.Source, channel.Name, topic);
        }
    }

    /// <summary>Says something to others of a channel, or to somebody.</summary>
    /// <param name="member">Who says it.</param>
    /// <param name="target">The channel or the name.</param>
    /// <param name="say">Says it to one of them, under the name of the target.</param>
    /// <returns>False where there is nobody and no channel of that name, null where the member may not speak there.</returns>
    public bool? Say(ChatMember member, string target, Action<ChatMember, string> say)
    {
        lock (_lock)
        {
            if (_channels.TryGetValue(target, out var channel))
            {
                if (!channel.Members.Contains(member))
                    return null;
                foreach (var other in channel.Members.Where(other => other != member))
                    say(other, channel.Name);
                return true;
            }

            if (!_members.TryGetValue(target, out var found))
                return false;
            say(found, found.Nick!);
            return true;
        }
    }

    /// <summary>A channel; null where there is none of that name.</summary>
    public ChatChannel? Channel(string name)
    {
        lock (_lock)
            return _channels.GetValueOrDefault(name);
    }

    /// <summary>Who is in a channel, or has a name.</summary>
    public IReadOnlyList<ChatMember> Find(string mask)
    {
        lock (_lock)
            return _channels.TryGetValue(mask, out var channel) ? [.. channel.Members] : _members.TryGetValue(mask, out var member) ? [member] : [];
    }

    /// <summary>Does something with all members.</summary>
    public void ForEach(Action<ChatMember> action)
    {
        lock (_lock)
        {
            foreach (var member in _members.Values)
                action(member);
        }
    }

    private static HashSet<ChatMember> Neighbours(ChatMember member) =>
        [.. member.Channels.SelectMany(channel => channel.Members).Where(other => other != member)];

    private void Remove(ChatMember member, ChatChannel channel)
    {
        member.Channels.Remove(channel);
        channel.Members.Remove(member);
        if (channel.Members.Count == 0)
            _channels.Remove(channel.Name);
    }
}
