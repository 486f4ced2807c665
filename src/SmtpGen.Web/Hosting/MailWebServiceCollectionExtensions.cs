using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SmtpGen.Server;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Web.Hosting;

/// <summary>Adds the page to a host.</summary>
public static class MailWebServiceCollectionExtensions
{
    /// <summary>
    /// Adds a page that shows the mail in the store that the host has, and the sessions of its servers; at http://127.0.0.1:8025 unless the options
    /// say otherwise. It starts after the servers, which are added before it.
    /// </summary>
    /// <param name="services">The host's services, with an <see cref="Storage.IMessageStore"/> among them, as <c>AddSmtpServer</c> adds it.</param>
    /// <param name="configure">Where and for whom the page is.</param>
    public static IServiceCollection AddMailWeb(this IServiceCollection services, Action<MailWebOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new MailWebOptions();
        configure?.Invoke(options);
        options.Check();
        services.TryAddSingleton<SessionBoard>();
        services.AddSingleton<ISessionWatch>(host => host.GetRequiredService<SessionBoard>());
        services.AddSingleton(options);
        services.AddSingleton<MailWebService>();
        return services.AddSingleton<IHostedService>(host => host.GetRequiredService<MailWebService>());
    }
}
