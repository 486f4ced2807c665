namespace SmtpGen.Protocols.Tests.Dialogs;

public class DialogTests
{
    public static TheoryData<string> Paths => [.. Dialog.All()];

    [Theory]
    [MemberData(nameof(Paths))]
    public Task A_dialog_holds_when_its_octets_arrive_in_one_piece(string path) =>
        new DialogPlayer(Dialog.Read(path), int.MaxValue).PlayAsync();

    [Theory]
    [MemberData(nameof(Paths))]
    public Task A_dialog_holds_when_its_octets_arrive_one_by_one(string path) =>
        new DialogPlayer(Dialog.Read(path), 1).PlayAsync();

    [Fact]
    public void The_suite_is_found() => Assert.True(Dialog.All().Count() >= 40);
}
