using System.Net.Security;

var client = new Client();
/* block */

// As much of MailKit's SmtpClient as is used.
public sealed class Client
{
    public RemoteCertificateValidationCallback? ServerCertificateValidationCallback { get; set; }
}
