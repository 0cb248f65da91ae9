/** Brazilian Portuguese of the problems of our own interface (server/http). */
export const problemsPtBR: Record<string, string> = {
  "A change with the identity cookie is taken from this server's own pages only.":
    "Uma mudança com o cookie de identidade só é aceita das páginas deste próprio servidor.",
  "A change with the identity cookie needs content-type: application/json.":
    "Uma mudança com o cookie de identidade precisa de content-type: application/json.",
  "A line is running here": "Uma linha está em execução aqui",
  "A line that was sent from another window has not ended.": "Uma linha enviada de outra janela ainda não terminou.",
  "A newer version of the workshop is running": "Uma versão mais nova do workshop está em execução",
  "A permission is missing": "Falta uma permissão",
  "A terminal runs one line at a time, and the one before has not ended.":
    "Um terminal executa uma linha por vez, e a anterior ainda não terminou.",
  "AWS could not be reached": "Não foi possível alcançar a AWS",
  "AWS no longer takes the credentials": "A AWS não aceita mais as credenciais",
  "All places are taken": "Todos os lugares estão ocupados",
  "All shells are at work": "Todos os shells estão ocupados",
  "An account is confirmed within ten minutes after it was shown, by its own id.":
    "Uma conta é confirmada até dez minutos depois de mostrada, pelo seu próprio id.",
  "Another account is active": "Outra conta está ativa",
  "Check the address; /api/openapi.json lists what there is.":
    "Confira o endereço; /api/openapi.json lista o que existe.",
  "Close some of the workshop's windows, then reload this one.": "Feche algumas janelas do workshop e recarregue esta.",
  "Connect the account again with new credentials, and go on where you are.":
    "Conecte a conta de novo com credenciais novas e continue de onde está.",
  "Correct the fields that are named, and press Update Service again. Nothing was changed.":
    "Corrija os campos indicados e pressione Update Service de novo. Nada foi mudado.",
  "Correct the request and send it again; /api/openapi.json describes every request.":
    "Corrija a requisição e envie de novo; /api/openapi.json descreve todas as requisições.",
  "Correct what is named and send it again; /api/openapi.json describes every request.":
    "Corrija o que está indicado e envie de novo; /api/openapi.json descreve todas as requisições.",
  "Do the step yourself, or use a sandbox account for this.":
    "Faça o passo você, ou use uma conta de sandbox para isto.",
  "Enter the credentials again: POST /api/account/connect shows whose account they are for.":
    "Informe as credenciais de novo: POST /api/account/connect mostra de quem é a conta.",
  "Go on with the account as it is, or reset it again.": "Continue com a conta como ela está, ou redefina-a de novo.",
  "Go on with the account as it is, or start over.": "Continue com a conta como ela está, ou comece de novo.",
  "Its signature does not fit: it comes from another server, or something in it was changed.":
    "A assinatura não confere: o arquivo vem de outro servidor, ou algo nele foi mudado.",
  "Not found": "Não encontrado",
  "Open the address that the server printed at its start; whoever runs it can set PUBLIC_URL to the address people use.":
    "Abra o endereço que o servidor mostrou ao iniciar; quem o executa pode definir PUBLIC_URL com o endereço que as pessoas usam.",
  "Open the workshop itself, or send the token as Authorization: Bearer.":
    "Abra o próprio workshop, ou envie o token como Authorization: Bearer.",
  "POST /api/participants makes you one; then send its cookie, or its token as Authorization: Bearer.":
    "POST /api/participants faz de você um participante; depois envie o cookie dele, ou o token como Authorization: Bearer.",
  "Read on: every chapter is there without an account. Ask whoever runs the workshop for a place, or try again tomorrow.":
    "Continue lendo: todos os capítulos estão aí sem uma conta. Peça um lugar a quem conduz o workshop, ou tente de novo amanhã.",
  "Send the header content-type: application/json, or the token as Authorization: Bearer.":
    "Envie o cabeçalho content-type: application/json, ou o token como Authorization: Bearer.",
  "Some values cannot be taken": "Alguns valores não podem ser aceitos",
  "Something went wrong on our side": "Algo deu errado do nosso lado",
  "Switch to that account first: PUT /api/account/active.": "Mude primeiro para essa conta: PUT /api/account/active.",
  "Take the file as it was downloaded from this server. Progress of another server cannot be taken over: check the steps here again.":
    "Use o arquivo como foi baixado deste servidor. O progresso de outro servidor não pode ser trazido: verifique os passos de novo aqui.",
  "The account was not reset within the last ten minutes.": "A conta não foi redefinida nos últimos dez minutos.",
  "The answer was not kept": "A resposta não foi guardada",
  "The credentials of your AWS account have ended or were taken back. Nothing you did is lost.":
    "As credenciais da sua conta AWS expiraram ou foram revogadas. Nada do que você fez se perdeu.",
  "The request came from another site": "A requisição veio de outro site",
  "The request carries no identity this server knows.":
    "A requisição não traz uma identidade que este servidor conheça.",
  "The request is not JSON": "A requisição não é JSON",
  "The request is not valid": "A requisição não é válida",
  "The server met a situation it was not made for. Nothing you did is lost.":
    "O servidor encontrou uma situação para a qual não foi feito. Nada do que você fez se perdeu.",
  "There is no such account to connect": "Não há tal conta para conectar",
  "There is nothing to solve": "Não há nada a resolver",
  "There is nothing to undo": "Não há nada a desfazer",
  "This AWS account cannot be connected": "Esta conta AWS não pode ser conectada",
  "This account cannot do that": "Esta conta não pode fazer isso",
  "This account cannot start over.": "Esta conta não pode começar de novo.",
  "This account does not tell why it scaled.": "Esta conta não diz por que mudou de escala.",
  "This account has no load generator.": "Esta conta não tem gerador de carga.",
  "This account was saved by a newer version of the server than the one that answered.":
    "Esta conta foi salva por uma versão do servidor mais nova do que a que respondeu.",
  "This file was not written by this server": "Este arquivo não foi escrito por este servidor",
  "This is what AWS answers; correct what it names, or look at the account's present state.":
    "Isto é o que a AWS responde; corrija o que ela indica, ou veja o estado atual da conta.",
  "This server got no answer from AWS in time. Nobody knows whether a change that was on its way has arrived.":
    "Este servidor não recebeu resposta da AWS a tempo. Ninguém sabe se uma mudança que estava a caminho chegou.",
  "This server is not known by that name": "Este servidor não é conhecido por esse nome",
  "Time in this account cannot be set.": "O tempo nesta conta não pode ser ajustado.",
  "Too many open streams": "Fluxos abertos demais",
  "Try again in a moment, and look first whether the last change was made.":
    "Tente de novo em instantes, e veja antes se a última mudança foi feita.",
  "Try again in a moment: the newer one answers as soon as the change of versions is done.":
    "Tente de novo em instantes: a mais nova responde assim que a troca de versões terminar.",
  "Try again in a moment; what the console and the AWS endpoint do is not affected.":
    "Tente de novo em instantes; o que o console e o endpoint da AWS fazem não é afetado.",
  "Use a sandbox account for this.": "Use uma conta de sandbox para isto.",
  "Wait for it, press Ctrl-C, or use another terminal.": "Espere por ela, pressione Ctrl-C ou use outro terminal.",
  "You are not a participant yet": "Você ainda não é um participante",
  "AWS says that these credentials have ended.": "A AWS diz que estas credenciais expiraram.",
  "Get new ones where you got these, and paste all three values.":
    "Obtenha novas onde obteve estas e cole os três valores.",
  "AWS knows the access key, but the secret access key does not fit it.":
    "A AWS conhece a chave de acesso, mas a chave secreta não corresponde a ela.",
  "Copy the secret access key again, whole and of the same set as the access key.":
    "Copie de novo a chave secreta, inteira e do mesmo conjunto que a chave de acesso.",
  "Copy access key, secret access key and session token again, all of the same set. If they are right, the Region may not be enabled in the account.":
    "Copie de novo a chave de acesso, a chave secreta e o token de sessão, todos do mesmo conjunto. Se estiverem certos, talvez a região não esteja ativada na conta.",
  "This machine has no credentials of that name.": "Esta máquina não tem credenciais com esse nome.",
  "Look with aws sts get-caller-identity (and --profile) whether they work; with IAM Identity Center, aws sso login first.":
    "Veja com aws sts get-caller-identity (e --profile) se elas funcionam; com o IAM Identity Center, antes aws sso login.",
  "Use other credentials, or correct what AWS names.": "Use outras credenciais, ou corrija o que a AWS indica.",
  "AWS could not be reached from this server.": "Não foi possível alcançar a AWS a partir deste servidor.",
  "Look whether the server has a way to the internet, then try again.":
    "Veja se o servidor tem acesso à internet e tente de novo.",
  "You have answered as many questions as one account keeps.":
    "Você respondeu a tantas perguntas quantas uma conta guarda.",
  "Change an answer that is there; the chapters have far fewer questions.":
    "Mude uma resposta que já existe; os capítulos têm muito menos perguntas.",
  "The run that you predicted has begun, so your prediction stays as it was.":
    "A execução que você previu já começou, então sua previsão fica como estava.",
  "To change it all the same send it with afterwards: true; it is then told as changed after the run began.":
    "Para mudá-la mesmo assim, envie-a com afterwards: true; ela é então mostrada como mudada depois do início da execução.",
  "A reason belongs to a prediction, and there is none for this question.":
    "Um motivo pertence a uma previsão, e não há nenhuma para esta pergunta.",
  "Send the prediction first.": "Envie primeiro a previsão.",
  "Mark it as read, or skip it.": "Marque-o como lido, ou pule-o.",
  "Check the step: it passes.": "Verifique o passo: ele passa.",
  "The request is too large": "A requisição é grande demais",
  "The body is longer than this interface takes.": "O corpo é maior do que esta interface aceita.",
  "The request could not be read; a body has to be JSON.":
    "Não foi possível ler a requisição; um corpo tem de ser JSON.",
  "This server has room for {participants, plural, one {# participant} other {# participants}}, and that many are here.":
    "Este servidor tem lugar para {participants, plural, one {# participante} other {# participantes}}, e são esses os que estão aqui.",
  "A participant may hold {streams} live streams at a time.":
    "Um participante pode manter {streams} fluxos ao vivo ao mesmo tempo.",
  "The step {step} only asks to read.": "O passo {step} só pede leitura.",
  "The account already is as the step {step} asks.": "A conta já está como o passo {step} pede.",
  "Nothing was done for you at {step} within the last ten minutes, or the account was reset since, or something was done at another step.":
    "Nada foi feito por você em {step} nos últimos dez minutos, ou a conta recomeçou depois disso, ou algo foi feito em outro passo.",
  "The step {step} is done in the account of the workshop.": "O passo {step} é feito na conta do workshop.",
  "The step {step} is done in the account of the lab {lab}.": "O passo {step} é feito na conta do laboratório {lab}.",
  "Try again. If it happens again, tell whoever runs the workshop this id: {id}":
    "Tente de novo. Se acontecer outra vez, informe este id a quem conduz o workshop: {id}",
};
