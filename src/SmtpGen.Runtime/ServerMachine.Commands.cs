using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Runtime;

// Commands: whether one may come now, as it is written.
public abstract partial class ServerMachine
{
    private int _commandNumber = -1;
    private uint _parameterFlags;
    private ulong _chunkOctets;
    private bool _isLastChunk;

    // The command that is read or answered; null where the verb is unknown.
    private ServerCommand? Command => _commandNumber < 0 ? null : _table.Commands[_commandNumber];

    private void OnCommand(ServerCommand command, int number, ReadOnlySpan<byte> line)
    {
        int at = line.Length;
        // Octets that are announced are consumed whatever is wrong, so their number is read before anything else.
        if (command.Announces)
        {
            _commandNumber = number;
            if (!ReadArguments(command, line, out at))
                return;
            ReadAnnounced(command, line[at..]);
        }

        if (!MayCome(command, number, out int outcome))
            return;
        if (!command.Announces)
        {
            if (command.TakesText)
            {
                if (!ReadArguments(command, line, out at))
                    return;
            }
            else if (line.Length > command.Verb.Length)
            {
                RefuseArguments(command);
                return;
            }
        }

        if (!MaySay(command, line[at..]))
            return;
        if (command.Data is { } data)
        {
            BeginData(data, outcome, line, at);
            return;
        }

        // What follows a command that encrypts the connection must be encrypted (RFC 3207 section 4.2).
        if (command.Upgrades && _hasMore)
            Answer(ServerEvent.SentAhead);
        else
            Take(command, outcome, line, at);
    }

    private void ReadAnnounced(ServerCommand command, ReadOnlySpan<byte> arguments)
    {
        if (command.Chunk is { } chunk)
        {
            _chunkOctets = ReadNumber(Captured(arguments, chunk.Length, chunk.LengthEnd));
            _isLastChunk = IsPresent(chunk.Last);
        }
        else if (command.Data is { } data)
        {
            _chunkOctets = ReadNumber(Captured(arguments, data.Length, data.LengthEnd));
        }
    }

    // Whether the command is on offer and the state allows it; otherwise the client was told.
    private bool MayCome(ServerCommand command, int number, out int outcome)
    {
        outcome = -1;
        if (command.Extension >= 0 ? IsOff(_table.Extensions[command.Extension]) : command.Upgrades && !CanSecure)
            return Refuse(command, ServerEvent.NotOffered);
        foreach (var policy in command.Policies)
        {
            if (!IsMet(policy))
                return Refuse(command, policy.Reply);
        }

        _commandNumber = number;
        outcome = _index.First(number, StateNumber, out int option);
        if (option >= 0 && outcome >= 0 && !IsOn(option))
        {
            Miss(option);
            outcome = -1;
        }

        if (outcome < 0)
            return Refuse(command, ServerEvent.WrongState);
        if (command.Extension >= 0 && (FlagBits & _table.ExtensionsNeed) != _table.ExtensionsNeed && !IsOn(_table.ExtensionsOr))
        {
            Miss(_table.ExtensionsOr);
            return Refuse(command, ServerEvent.WrongState);
        }

        foreach (var need in command.Needs)
        {
            if (!IsMet(need))
                return Refuse(command, need.Reply);
        }

        return true;
    }

    // Whether the arguments may be said now: numbers, octets beyond ASCII, and how often; otherwise the client was told.
    private bool MaySay(ServerCommand command, ReadOnlySpan<byte> arguments)
    {
        foreach (var number in command.LimitedNumbers)
        {
            if (ReadNumber(Captured(arguments, number.Start, number.End)) > (ulong)Configuration.ValueOf(number.Limit))
                return Refuse(command, number.TooBig);
        }

        if (command.NonAscii is { } nonAscii && !IsAscii(arguments, 0, arguments.Length) && ((FlagBits | _parameterFlags) & nonAscii.Set) != nonAscii.Set)
            return Refuse(command, nonAscii.Reply);
        if (command.Quota is { } quota && _successes[_commandNumber] >= Configuration.ValueOf(quota.Limit))
            return Refuse(command, quota.Reply);
        return true;
    }

    // The arguments begin at the octet at.
    private bool ReadArguments(ServerCommand command, ReadOnlySpan<byte> line, out int at)
    {
        at = SkipBlank(line, command.Verb.Length);
        var arguments = line[at..];
        int end = -1;
        if (command.Grammar >= 0)
        {
            var tables = _table.Grammar(command.Grammar);
            end = GrammarMatcher.Match(tables, arguments, _registers, Configuration.OptionsOn);
            if (end < 0 || (end < arguments.Length && !(command.TakesParameters && IsBlank(arguments[end]))))
            {
                Misread(tables, arguments, end, command.TakesParameters);
                return RefuseArguments(command);
            }
        }

        foreach (var capture in command.AsciiTexts)
        {
            if (_registers[capture.End] >= 0 && !IsAscii(arguments, _registers[capture.Start], _registers[capture.End]))
            {
                int wrong = arguments.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
                MisreadAt(arguments, wrong < 0 ? _registers[capture.Start] : wrong);
                return RefuseArguments(command);
            }
        }

        return !command.TakesParameters || ReadParameters(command, arguments, end);
    }

    // Refuses a command, after the octets that it announced.
    private bool Refuse(ServerCommand command, ServerEvent error)
    {
        if (!command.Announces)
            Refuse(error);
        else
            RefuseAfterChunk(error, -1);
        return false;
    }

    private bool Refuse(ServerCommand command, int reply)
    {
        if (!command.Announces)
            return Deny(reply);
        RefuseAfterChunk(ServerEvent.None, reply);
        return false;
    }

    private bool RefuseArguments(ServerCommand command)
    {
        if (command.BadArguments >= 0)
            Fail(command.BadArguments);
        else
            Refuse(ServerEvent.BadArguments);
        return false;
    }
}
