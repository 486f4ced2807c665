using System.CommandLine;
using System.Globalization;
using SmtpGen.Envelopes;

namespace SmtpGen.Tool.Commands;

/// <summary>The options that say what a server is asked to do with a message.</summary>
internal sealed class EnvelopeOptionSet
{
    // RFC 2852 section 4 and RFC 4865 section 4.1.
    private const int MostSeconds = 999_999_999;

    private readonly Option<bool> _requireTls = new("--requiretls")
    {
        Description = "The message must travel encrypted on its whole way (REQUIRETLS); without that it is not sent",
    };

    private readonly Option<int?> _priority =
        NumberOption.Optional<int>("--priority", "How urgent the message is, from -9 to 9 (MT-PRIORITY)", "NUMBER", -9, 9);

    private readonly Option<int?> _returnAfter =
        NumberOption.Optional<int>("--return-after", "Returns the message unless it is delivered within so many seconds (DELIVERBY)", "SECONDS", 1, MostSeconds);

    private readonly Option<int?> _notifyAfter =
        NumberOption.Optional<int>("--notify-after", "Tells the sender unless the message is delivered within so many seconds (DELIVERBY)", "SECONDS", 1, MostSeconds);

    private readonly Option<int?> _holdFor =
        NumberOption.Optional<int>("--hold-for", "Holds the message back for so many seconds (FUTURERELEASE)", "SECONDS", 1, MostSeconds);

    private readonly Option<string?> _holdUntil = new("--hold-until")
    {
        Description = "Holds the message back until a time, such as 2030-01-01T00:00:00Z (FUTURERELEASE)",
        HelpName = "TIME",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_requireTls, _priority, _returnAfter, _notifyAfter, _holdFor, _holdUntil])
            command.Options.Add(option);
    }

    /// <summary>An envelope with what was asked for.</summary>
    /// <exception cref="ToolException">A value is not allowed.</exception>
    public MailEnvelope Read(ParseResult parsed, MailEnvelope envelope)
    {
        var (holdFor, holdUntil) = (parsed.GetValue(_holdFor), parsed.GetValue(_holdUntil));
        if (holdFor is not null && holdUntil is not null)
            throw Both(_holdFor, _holdUntil);
        return envelope with
        {
            Parameters = new MailParameters
            {
                RequireTls = parsed.GetValue(_requireTls),
                Priority = parsed.GetValue(_priority),
                DeliverBy = Deadline(parsed.GetValue(_returnAfter), parsed.GetValue(_notifyAfter)),
                HoldFor = holdFor is { } delay ? TimeSpan.FromSeconds(delay) : null,
                HoldUntil = holdUntil is null ? null : Time(holdUntil),
            },
        };
    }

    private DeliverBy? Deadline(int? returnAfter, int? notifyAfter) => (returnAfter, notifyAfter) switch
    {
        (null, null) => null,
        ({ } seconds, null) => DeliverBy.OrReturn(TimeSpan.FromSeconds(seconds)),
        (null, { } seconds) => DeliverBy.OrNotify(TimeSpan.FromSeconds(seconds)),
        _ => throw Both(_returnAfter, _notifyAfter),
    };

    private DateTimeOffset Time(string text) => DateTimeOffset.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time
        : throw new ToolException(ToolExit.Usage, $"{_holdUntil.Name} {text} is not a time; write it as 2030-01-01T00:00:00Z");

    private static ToolException Both(Option one, Option other) => new(ToolExit.Usage, $"{one.Name} and {other.Name} cannot both be given");
}
