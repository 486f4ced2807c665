using System.Text;
using SmtpGen.Tool.Commands;

namespace SmtpGen.Tool.Tests.LanguageServer;

/// <summary>What is said to somebody who starts the language server by hand.</summary>
public class NoEditorTests
{
    [Theory]
    [InlineData("hello\n")]
    [InlineData("hello\r\n\r\n")]
    [InlineData("Content-Length: x\r\n\r\n{}")]
    [InlineData("Content-Length: -1\r\n\r\n{}")]
    [InlineData("Content-Length: 99999999999999\r\n\r\n{}")]
    [InlineData("Content-Length: 5\r\n\r\nhello")]
    [InlineData("Content-Length: 2\r\n\r\n[]")]
    public async Task What_is_no_message_is_told_in_one_line(string said)
    {
        var failure = await Record.ExceptionAsync(
            () => LspCommand.ServeAsync(new MemoryStream(Encoding.ASCII.GetBytes(said)), new MemoryStream(), TimeSpan.Zero, TestContext.Current.CancellationToken));

        Assert.True(failure is null or ToolException { ExitCode: ToolExit.Usage }, failure?.ToString());
    }

    [Fact]
    public async Task An_editor_that_goes_away_is_no_failure_of_the_server() => Assert.Equal(
        ToolExit.Findings, await LspCommand.ServeAsync(new MemoryStream(), new MemoryStream(), TimeSpan.Zero, TestContext.Current.CancellationToken));
}
