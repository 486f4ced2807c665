using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Samples;
using Samples.Nntp;
using SmtpGen.Server.Hosting;

var builder = Host.CreateApplicationBuilder(args);
var store = new NewsStore();
store.Add("misc.test");
store.Add("misc.empty");
builder.Services.AddOptions<ProtocolServerOptions<NntpOptions>>().BindConfiguration("Nntp")
    .AddProtocolServer("Nntp", (services, options) => new NntpSession(new NewsHandler(store), options.Protocol));
await builder.Build().RunAsync();
