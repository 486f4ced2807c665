
namespace SmtpGen.Mail.Tests;

/// <summary>The one switch of a server is the protocol's.</summary>
public class ServerOptionTests
{
    [Fact]
    public void A_lenient_server_speaks_a_lenient_protocol()
    {
        var smtp = new SmtpServerOptions { Lenient = true };
        var lmtp = new LmtpServerOptions { Lenient = true };

        Assert.True(smtp.Protocol.LenientNames && smtp.Protocol.Lenient);
        Assert.True(lmtp.Protocol.LenientNames && lmtp.Protocol.Lenient);
        smtp.Protocol.LenientNames = false;
        Assert.False(smtp.Lenient);
        Assert.False(new SmtpServerOptions().Protocol.LenientPaths);
    }
}
