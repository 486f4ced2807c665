using System.Text;
using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Runtime;

// Parameters that follow a command's arguments.
public abstract partial class ServerMachine
{
    private readonly int[] _valueRegisters;

    private bool ReadParameters(ServerCommand command, ReadOnlySpan<byte> arguments, int at)
    {
        _registers.AsSpan(command.FirstParameterRegister, command.Registers - command.FirstParameterRegister).Fill(-1);
        while (at < arguments.Length && !arguments.IsEmpty)
        {
            var error = TryReadParameter(arguments, ref at, out var keyword, out int valueAt)
                ? ReadParameter(command, keyword, arguments[..at], valueAt)
                : ServerEvent.BadArguments;
            if (error != ServerEvent.None)
            {
                Refuse(error);
                return false;
            }
        }

        return true;
    }

    // One esmtp-param (RFC 5321 section 4.1.2): at stands on the blank before it, or before the first octet, and moves to its end.
    private bool TryReadParameter(ReadOnlySpan<byte> text, ref int at, out ReadOnlySpan<byte> keyword, out int valueAt)
    {
        int start = at = at < 0 ? 0 : SkipBlank(text, at);
        while (at < text.Length && (char.IsAsciiLetterOrDigit((char)text[at]) || (text[at] == '-' && at > start)))
            at++;
        keyword = text[start..at];
        valueAt = -1;
        if (at < text.Length && text[at] == '=')
        {
            valueAt = ++at;
            while (at < text.Length && text[at] is (> 32 and < 61) or (> 61 and not 127))
                at++;
        }

        if (at < text.Length && (text[at] == '\t' || (keyword.IsEmpty && text[at] == ' ')))
            Miss(_table.AnyBlanksOption);
        return !keyword.IsEmpty && at != valueAt && (at == text.Length || IsBlank(text[at]));
    }

    // A parameter may have a form for each extension that allows other values of it: the first that fits is taken.
    private ServerEvent ReadParameter(ServerCommand command, ReadOnlySpan<byte> keyword, ReadOnlySpan<byte> arguments, int valueAt)
    {
        var error = ServerEvent.UnknownParameter;
        foreach (var form in command.Parameters)
        {
            if (keyword.Length != form.KeywordOctets.Length || !Ascii.EqualsIgnoreCase(keyword, form.KeywordOctets)
                || (form.Extension >= 0 && !IsUsable(_table.Extensions[form.Extension])))
            {
                continue;
            }

            if (ReadForm(form, arguments, valueAt))
                return ServerEvent.None;
            error = ServerEvent.BadArguments;
        }

        return error;
    }

    private bool ReadForm(ServerParameter form, ReadOnlySpan<byte> arguments, int valueAt)
    {
        if (IsPresent(form.Register) || (form.Grammar < 0) != (valueAt < 0))
            return false;
        int start = arguments.Length;
        int end = arguments.Length;
        if (form.Grammar >= 0)
        {
            var value = arguments[valueAt..];
            var tables = _table.Grammar(form.Grammar);
            if (GrammarMatcher.Match(tables, value, _valueRegisters, Configuration.OptionsOn) != value.Length
                || (form.AsciiOnly && !Ascii.IsValid(value)))
            {
                return false;
            }

            if (form.ValueStart < 0)
            {
                start = valueAt;
            }
            else if (_valueRegisters[form.ValueEnd] >= 0)
            {
                start = valueAt + _valueRegisters[form.ValueStart];
                end = valueAt + _valueRegisters[form.ValueEnd];
            }
        }

        _registers[form.Register] = start;
        _registers[form.Register + 1] = end;
        _parameterFlags |= form.Sets;
        return true;
    }
}
