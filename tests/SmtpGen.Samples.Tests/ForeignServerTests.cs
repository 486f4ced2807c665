using System.Globalization;
using System.Text;
using Samples.Imap;
using Samples.ManageSieve;
using Samples.Memcached;
using SmtpGen.Foreign;
using SmtpGen.Protocols.Pop3;

namespace SmtpGen.Samples;

/// <summary>The clients that specifications give, against servers that nobody here wrote and that say it in their own words.</summary>
public class ForeignServerTests
{
    private static readonly byte[] s_message = Encoding.UTF8.GetBytes("Subject: caf\u00e9\r\n\r\n) a1 OK {5}\r\n.\r\n.dot\r\n");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memcached_caches()
    {
        int port = Loopback.FreePort();
        await using var server = await ForeignServer.StartAsync("memcached", [port], "-l", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-U", "0", "-u", "root");
        await using var client = new MemcachedProtocolClient(await Loopback.ConnectAsync(port));
        await CacheConversation.RunAsync(client, Cancellation);
    }

    [Fact]
    public async Task Dovecot_gives_mail_by_imap()
    {
        using var around = new TemporaryFolder();
        var ports = await DovecotAsync(around);
        await using var server = ports.Server;
        await using var client = new ImapProtocolClient(await Loopback.ConnectAsync(ports.Imap));
        await MailConversation.RunAsync(client, "demo", "demo", s_message, Cancellation);
        Assert.True((await client.LogoutAsync(Cancellation)).IsPositive);
        Assert.True(client.IsClosed);
    }

    [Fact]
    public async Task Dovecot_gives_mail_by_pop()
    {
        using var around = new TemporaryFolder();
        var ports = await DovecotAsync(around);
        await using var server = ports.Server;
        await using var client = new Pop3ProtocolClient(await Loopback.ConnectAsync(ports.Pop3));
        await PopConversation.RunAsync(client, "demo", "demo", s_message, Cancellation);
    }

    [Fact]
    public async Task Dovecot_keeps_scripts()
    {
        using var around = new TemporaryFolder();
        var ports = await DovecotAsync(around);
        await using var server = ports.Server;
        await using var client = new ManageSieveProtocolClient(await Loopback.ConnectAsync(ports.Sieve));
        await ScriptConversation.RunAsync(client, "demo", "demo", Cancellation);
    }

    private static async Task<(ForeignServer Server, int Imap, int Pop3, int Sieve)> DovecotAsync(TemporaryFolder around)
    {
        ForeignProgram.Require("dovecot");
        Assert.SkipUnless(Environment.UserName == "root", "dovecot needs root here");
        (int imap, int pop3, int sieve) = (Loopback.FreePort(), Loopback.FreePort(), Loopback.FreePort());
        string mail = Path.Combine(around.Path, "mail");
        foreach (string folder in new[] { "new", "cur", "tmp" })
            Directory.CreateDirectory(Path.Combine(mail, folder));
        Directory.CreateDirectory(Path.Combine(around.Path, "home"));
        await File.WriteAllBytesAsync(Path.Combine(mail, "new", "1700000001.M1P1.test"), s_message, Cancellation);
        await ForeignProgram.RunAsync("chown", "-R", "nobody", around.Path);
        string configuration = Path.Combine(around.Path, "dovecot.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            base_dir = {{around.Path}}/run
            log_path = {{around.Path}}/log
            protocols = imap pop3 sieve
            ssl = no
            disable_plaintext_auth = no
            auth_mechanisms = plain
            auth_failure_delay = 0
            listen = 127.0.0.1
            default_login_user = nobody
            default_internal_user = nobody
            default_internal_group = nogroup
            first_valid_uid = 1
            mail_location = maildir:{{mail}}
            maildir_very_dirty_syncs = no
            passdb {
              driver = static
              args = password=demo
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home={{around.Path}}/home
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = {{imap}}
              }
              inet_listener imaps {
                port = 0
              }
            }
            service pop3-login {
              chroot =
              inet_listener pop3 {
                port = {{pop3}}
              }
              inet_listener pop3s {
                port = 0
              }
            }
            service managesieve-login {
              chroot =
              inet_listener sieve {
                port = {{sieve}}
              }
            }
            service anvil {
              chroot =
            }
            plugin {
              sieve = file:{{around.Path}}/home/sieve;active={{around.Path}}/home/active.sieve
            }
            """, Cancellation);
        return (await ForeignServer.StartAsync("dovecot", [imap, pop3, sieve], "-F", "-c", configuration), imap, pop3, sieve);
    }
}
