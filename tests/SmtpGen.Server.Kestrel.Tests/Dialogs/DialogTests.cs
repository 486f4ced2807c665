using SmtpGen.Dialogs;
using SmtpGen.Protocols.Tests.Dialogs;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Kestrel.Tests.Dialogs;

/// <summary>The dialogs say every octet of the answers, so that those through Kestrel are the same as over a socket.</summary>
public sealed class DialogTests
{
    // Over sockets it holds neither: the clocks tell a client that stops inside a message that it is too slow.
    private const string InMemoryOnly = "data/silent-client.dialog";

    public static TheoryData<string> Paths => [.. Dialog.Of("smtp", "lmtp").Where(path => path != InMemoryOnly)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_dialog_holds_in_a_web_application(string path)
    {
        var dialog = Dialog.Read(path);
        await using var application = new SmtpDialogApplication(dialog.Protocol);
        await using var connection = new SocketConnection([.. dialog.Lines.Select(line => line.Signal).OfType<ServerEvent>()], new KestrelHost());
        await new DialogPlayer(dialog, connection, application).PlayAsync();
    }
}
