using SmtpGen.Dialogs;
using SmtpGen.Runtime;

namespace SmtpGen.Mail.Tests.Maildrops.Dialogs;

public class DialogTests
{
    // What lies after a command can only be refused when it has arrived with it.
    private static readonly string[] s_notInPieces = ["pop3/sent-ahead.dialog"];

    public static TheoryData<string> Paths => [.. Dialog.Of("pop3")];

    public static TheoryData<string> PathsInPieces => [.. Dialog.Of("pop3").Except(s_notInPieces)];

    [Theory]
    [MemberData(nameof(Paths))]
    public Task A_dialog_holds_when_its_octets_arrive_in_one_piece(string path) =>
        PlayAsync(Dialog.Read(path), new MemoryConnection(int.MaxValue));

    [Theory]
    [MemberData(nameof(PathsInPieces))]
    public Task A_dialog_holds_when_its_octets_arrive_one_by_one(string path) =>
        PlayAsync(Dialog.Read(path), new MemoryConnection(1));

    [Theory]
    [MemberData(nameof(Paths))]
    public Task A_dialog_holds_over_a_socket(string path)
    {
        var dialog = Dialog.Read(path);
        return PlayAsync(dialog, new SocketConnection([.. dialog.Lines.Select(line => line.Signal).OfType<ServerEvent>()]));
    }

    private static async Task PlayAsync(Dialog dialog, IDialogConnection connection)
    {
        await using var application = new MaildropDialogApplication();
        await using (connection)
            await new DialogPlayer(dialog, connection, application).PlayAsync();
    }
}
