using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Protocols.Tests.Dialogs;

namespace SmtpGen.Protocols.Tests.Reference;

/// <summary>Every state against every command, and the compiled table against the model.</summary>
public class MatrixTests
{
    private static readonly Dictionary<string, string[]> s_ways = new(StringComparer.Ordinal)
    {
        ["Connected"] = [],
        ["Idle"] = ["EHLO"],
        ["Sender"] = ["EHLO", "MAIL"],
        ["Recipients"] = ["EHLO", "MAIL", "RCPT"],
        ["Chunks"] = ["EHLO", "MAIL", "RCPT", "BDAT"],
        ["ChunksFailed"] = ["EHLO", "MAIL", "RCPT", "BDAT"],
        ["Refused"] = [],
    };

    public static TheoryData<string, string> Cells =>
        new(from state in Specifications.Smtp.States
            where !state.IsFinal
            from command in Specifications.Smtp.Commands
            select (state.Name, command.Verb));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_command_is_answered_as_the_specification_says(string state, string verb)
    {
        var model = Specifications.Smtp;
        var handler = new DialogHandler();
        if (state == "Refused")
            handler.Answer("CONNECT", "not-welcome", null);
        if (state == "ChunksFailed")
            handler.Answer(DialogHandler.Body, "message-refused", null, atOnce: true);
        var options = new SmtpOptions();
        foreach (var extension in model.Extensions)
            options.SetExtension(extension.Keyword, isOn: true);
        var transport = new ScriptTransport();
        var session = new SmtpSession(handler, options);
        var running = session.RunAsync(transport, TestContext.Current.CancellationToken).AsTask();
        foreach (string step in s_ways[state])
            Feed(step);
        Assert.Equal(state, session.State.ToString());
        transport.TakeSent();

        Feed(verb);

        int from = model.States.ToList().FindIndex(s => s.Name == state);
        var (reply, target) = Answer(model.Commands.Single(c => c.Verb == verb), from);
        string said = Encoding.ASCII.GetString(transport.TakeSent());
        Assert.StartsWith($"{model.Replies[reply].Code}", said, StringComparison.Ordinal);
        Assert.Equal(model.States[target < 0 ? from : target].Name, session.State.ToString());
        transport.Feed(default);
        await running;

        void Feed(string v) => transport.Feed(new Runtime.ReceivedOctets(Example(model.Commands.Single(c => c.Verb == v))));
    }

    // What the application says that chooses nothing, to a chunk that is not the last.
    private static (int Reply, int Target) Answer(CommandModel command, int state)
    {
        if (command.Cells[state] < 0)
            return (Specifications.Smtp.Otherwise.Single(o => o.Input == OtherwiseInput.WrongState).Reply, -1);
        var outcome = command.Rules[command.Cells[state]].Outcomes[0];
        return outcome.Then is ReadBodyModel { Chunk.More: { } more } ? (more.Reply, more.Target) : (outcome.Reply, outcome.Target);
    }

    // The shortest line that the grammar accepts.
    private static byte[] Example(CommandModel command) =>
    [
        .. Encoding.ASCII.GetBytes(command.Verb),
        .. command.Arguments is { } arguments ? [(byte)' ', .. AutomatonSampler.ShortestMatch(arguments)!] : Array.Empty<byte>(),
        .. "\r\n"u8,
    ];

    [Fact]
    public void The_compiled_table_allows_what_the_model_accepts()
    {
        var model = Specifications.Smtp;
        foreach (var state in Enum.GetValues<SmtpState>())
        {
            foreach (var command in Enum.GetValues<SmtpCommand>())
                Assert.Equal(Routes.Accepts(model, model.Commands[(int)command], (int)state), SmtpTable.Allows(state, command));
        }
    }
}
