using SmtpGen.Dialogs;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Dialogs;

public class DialogTests
{
    // A server's clocks tell a client that stops inside a message that it is too slow, so idleness there is played in
    // memory only.
    private static readonly string[] s_notOverSockets = ["data/silent-client.dialog"];

    // What lies after a command can only be refused when it has arrived with it.
    private static readonly string[] s_notInPieces = ["starttls/sent-ahead.dialog"];

    private static IEnumerable<string> Suite => Dialog.Of("smtp", "lmtp");

    public static TheoryData<string> Paths => [.. Suite];

    public static TheoryData<string> PathsInPieces => [.. Suite.Except(s_notInPieces)];

    public static TheoryData<string> PathsOverSockets => [.. Suite.Except(s_notOverSockets)];

    [Theory]
    [MemberData(nameof(Paths))]
    public Task A_dialog_holds_when_its_octets_arrive_in_one_piece(string path) =>
        PlayAsync(Dialog.Read(path), new MemoryConnection(int.MaxValue));

    [Theory]
    [MemberData(nameof(PathsInPieces))]
    public Task A_dialog_holds_when_its_octets_arrive_one_by_one(string path) =>
        PlayAsync(Dialog.Read(path), new MemoryConnection(1));

    [Theory]
    [MemberData(nameof(PathsOverSockets))]
    public Task A_dialog_holds_over_a_socket(string path)
    {
        var dialog = Dialog.Read(path);
        return PlayAsync(dialog, new SocketConnection([.. dialog.Lines.Select(l => l.Signal).OfType<ServerEvent>()]));
    }

    [Fact]
    public void The_suite_is_found() => Assert.True(Suite.Count() >= 40);

    private static async Task PlayAsync(Dialog dialog, IDialogConnection connection)
    {
        await using var application = new SmtpDialogApplication(dialog.Protocol);
        await using (connection)
            await new DialogPlayer(dialog, connection, application).PlayAsync();
    }
}
