using System.Net;
using System.Text;
using Samples.Irc;

namespace Samples;

/// <summary>Serves one client.</summary>
public sealed class ChatHandler(ChatHall hall) : IrcHandler, IDisposable
{
    // What fits into a line with the names around it (RFC 2812 section 2.3).
    private const int NamesInLine = 350;

    private ChatMember? _me;
    private byte[] _reason = [];

    private ChatMember Me => _me ??= new ChatMember(Session, ((IPEndPoint?)Session.RemoteEndPoint)?.Address.ToString() ?? "nowhere");

    public void Dispose()
    {
        if (_me is not null)
            hall.Leave(_me, _reason);
    }

    protected internal override ValueTask<IrcNickResult> OnNickAsync(IrcNickArguments arguments, CancellationToken cancellationToken)
    {
        string before = Me.Source;
        if (!hall.TryName(Me, arguments.Name.ToString()))
            return new(IrcNickResult.NicknameInUse());
        Session.Nick = arguments.Name.Span.ToArray();
        return new(Session.State switch
        {
            IrcState.Registered => IrcNickResult.Renamed(before, Me.Nick!),
            IrcState.Introduced => IrcNickResult.Welcome(),
            _ => IrcNickResult.Nothing(),
        });
    }

    protected internal override ValueTask<IrcUserResult> OnUserAsync(IrcUserArguments arguments, CancellationToken cancellationToken)
    {
        (Me.User, Me.RealName) = (arguments.User.ToString(), arguments.Realname.ToString());
        return new(Me.Nick is null ? IrcUserResult.Nothing() : IrcUserResult.Welcome());
    }

    protected internal override ValueTask<IrcQuitResult> OnQuitAsync(IrcQuitArguments arguments, CancellationToken cancellationToken)
    {
        _reason = arguments.Reason.Span.ToArray();
        return new(IrcQuitResult.Closing());
    }

    protected internal override async ValueTask<IrcJoinResult> OnJoinAsync(IrcJoinArguments arguments, IrcJoinSender send, CancellationToken cancellationToken)
    {
        foreach (var text in arguments.Channels)
        {
            string name = text.ToString();
            if (!ChatChannel.IsName(name))
                await send.NoSuchChannelAsync(name);
            else if (hall.Enter(Me, name) is { } channel)
            {
                await send.JoinedAsync(Me.Source, channel.Name);
                if (channel.Topic.Length > 0)
                    await send.TopicAsync(channel.Name, channel.Topic);
                foreach (string line in NamesIn(channel.Name))
                    await send.NamesAsync(channel.Name, line);
                await send.EndOfNamesAsync(channel.Name);
            }
        }

        return IrcJoinResult.Nothing();
    }

    protected internal override async ValueTask<IrcPartResult> OnPartAsync(IrcPartArguments arguments, IrcPartSender send, CancellationToken cancellationToken)
    {
        foreach (var name in arguments.Channels)
        {
            if (hall.Channel(name.ToString()) is not { } channel)
                await send.NoSuchChannelAsync(name);
            else if (!Me.Channels.Contains(channel))
                await send.NotOnChannelAsync(name);
            else
            {
                hall.Leave(Me, channel, arguments.Reason.Octets);
                await send.PartedAsync(Me.Source, channel.Name, arguments.Reason.Octets);
            }
        }

        return IrcPartResult.Nothing();
    }

    protected internal override ValueTask<IrcTopicResult> OnTopicAsync(IrcTopicArguments arguments, CancellationToken cancellationToken)
    {
        if (hall.Channel(arguments.Channel.ToString()) is not { } channel)
            return new(IrcTopicResult.NoSuchChannel(arguments.Channel.ToString()));
        if (!Me.Channels.Contains(channel))
            return new(IrcTopicResult.NotOnChannel(arguments.Channel.ToString()));
        if (!arguments.Topic.IsPresent)
            return new(channel.Topic.Length == 0 ? IrcTopicResult.NoTopic() : IrcTopicResult.Topic(channel.Name, channel.Topic));
        hall.Describe(Me, channel, arguments.Topic.Span.ToArray());
        return new(IrcTopicResult.TopicChanged(Me.Source, channel.Name, arguments.Topic.Octets));
    }

    protected internal override async ValueTask<IrcNamesResult> OnNamesAsync(IrcNamesArguments arguments, IrcNamesSender send, CancellationToken cancellationToken)
    {
        foreach (var name in arguments.Channels)
        {
            foreach (string line in NamesIn(name.ToString()))
                await send.NamesAsync(name, line);
            await send.EndOfNamesAsync(name);
        }

        return IrcNamesResult.Nothing();
    }

    protected internal override async ValueTask<IrcWhoResult> OnWhoAsync(IrcWhoArguments arguments, IrcWhoSender send, CancellationToken cancellationToken)
    {
        string mask = arguments.Mask.ToString();
        foreach (var member in hall.Find(mask))
            await send.WhoAsync(ChatChannel.IsName(mask) ? mask : "*", member.User, member.Address, member.Nick ?? "", member.RealName);
        return IrcWhoResult.EndOfWho();
    }

    protected internal override async ValueTask<IrcPrivmsgResult> OnPrivmsgAsync(IrcPrivmsgArguments arguments, IrcPrivmsgSender send, CancellationToken cancellationToken)
    {
        string from = Me.Source;
        var text = arguments.Text.Octets;
        foreach (var target in arguments.Targets)
        {
            switch (hall.Say(Me, target.ToString(), (other, to) => other.Session.TryPushMessage(from, to, text)))
            {
                case false:
                    await send.NoSuchNickAsync(target);
                    break;
                case null:
                    await send.CannotSendAsync(target);
                    break;
            }
        }

        return IrcPrivmsgResult.Nothing();
    }

    protected internal override ValueTask<IrcNoticeResult> OnNoticeAsync(IrcNoticeArguments arguments, CancellationToken cancellationToken)
    {
        string from = Me.Source;
        var text = arguments.Text.Octets;
        foreach (var target in arguments.Targets)
            hall.Say(Me, target.ToString(), (other, to) => other.Session.TryPushNotice(from, to, text));
        return new(IrcNoticeResult.Nothing());
    }

    private IEnumerable<string> NamesIn(string channel)
    {
        var line = new StringBuilder();
        foreach (var member in hall.Find(channel))
        {
            if (line.Length + member.Nick!.Length > NamesInLine)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(member.Nick);
        }

        if (line.Length > 0)
            yield return line.ToString();
    }
}
