using SmtpGen.Language.Model;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests;

public class OtherwiseInputTests
{
    [Fact]
    public void Every_otherwise_input_has_its_server_event() => Assert.Equal(
        Enum.GetNames<OtherwiseInput>().Append(nameof(ServerEvent.Foreign)).Prepend(nameof(ServerEvent.None)).Order(StringComparer.Ordinal),
        Enum.GetNames<ServerEvent>().Order(StringComparer.Ordinal));
}
