using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SmtpGen.Mail;

/// <summary>Adds checks of health to a host with servers.</summary>
public static class SmtpServerHealthChecks
{
    /// <summary>
    /// Adds two checks. <c>smtpgen.servers</c> is healthy while every server of the host serves and is below its limit of connections, degraded
    /// while one is at its limit, and unhealthy before the start and after the stop. <c>smtpgen.store</c> asks each
    /// <see cref="Storage.IMessageStore"/> and <see cref="Storage.IMaildropStore"/> among the services for its newest message, and is
    /// unhealthy when that fails; it writes nothing, so that a full disk is not seen.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <returns>The builder, for further checks.</returns>
    public static IHealthChecksBuilder AddSmtpServerHealthChecks(this IServiceCollection services)
    {
        var builder = services.AddHealthChecks();
        builder.Add(new HealthCheckRegistration("smtpgen.servers", host => new ServerHealthCheck(host), failureStatus: null, tags: ["ready"]));
        builder.Add(new HealthCheckRegistration("smtpgen.store", host => new StoreHealthCheck(host), failureStatus: null, tags: ["ready"]));
        return builder;
    }
}
